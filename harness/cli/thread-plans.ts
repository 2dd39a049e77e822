import type { Plan } from '../model/plan.ts';

/**
 * The plan as one part per thread: requests, connections, warm-up and rate add up to those of the whole, and every thread has a connection
 * and a request. Nobody waits for the target: that was done once, for all. `threads`: 1 to as many as there are connections and requests.
 */
export function threadPlans(plan: Plan, threads: number): readonly Plan[] {
  if (!Number.isInteger(threads) || threads < 1 || threads > Math.min(plan.connections, plan.requests))
    throw new RangeError(
      `${plan.requests} requests over ${plan.connections} connections cannot be divided between ${threads} threads`,
    );
  const { ratePerSecond } = plan;
  return Array.from({ length: threads }, (_, thread) => ({
    ...plan,
    requests: partOf(plan.requests, threads, thread),
    connections: partOf(plan.connections, threads, thread),
    warmupRequests: partOf(plan.warmupRequests, threads, thread),
    ...(ratePerSecond === null ? {} : turnOf(ratePerSecond, threads, thread)),
    readyTimeoutMs: 0,
  }));
}

/** The first threads take what does not divide evenly, so that request j of thread t can stand for request j × threads + t of the whole. */
function partOf(whole: number, threads: number, thread: number): number {
  return Math.floor(whole / threads) + (thread < whole % threads ? 1 : 0);
}

/** Threads take turns: request j of thread t is due when request j × threads + t of one thread alone would be. */
function turnOf(ratePerSecond: number, threads: number, thread: number): Pick<Plan, 'ratePerSecond' | 'firstDueMs'> {
  return { ratePerSecond: ratePerSecond / threads, firstDueMs: (thread * 1000) / ratePerSecond };
}
