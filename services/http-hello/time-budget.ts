/** Tells a backend how many milliseconds it has for its own backends. */
export const BUDGET_HEADER = 'x-hello-timeout-ms';

/** Where a gRPC call stands, in milliseconds. */
export interface GrpcTimes {
  /** Of the caller's time, what the pause before this line took. */
  readonly pausedMs: number;
  /** Until the caller gives up; Infinity = it never does. */
  readonly untilDeadline: number;
}

/** Time this hop may spend waiting for its backends, in milliseconds: its own limit, or what the caller left it if that is less. */
export function budgetMs(ownLimitMs: number, received: string | undefined): number {
  return received !== undefined && /^\d{1,9}$/.test(received) ? Math.min(ownLimitMs, Number(received)) : ownLimitMs;
}

/**
 * The same for a gRPC call, which may also have a deadline: nine tenths of the time until then, so that the line that blames
 * somebody gets back before the caller gives up. In milliseconds; 0 = no time left.
 */
export function grpcBudgetMs(ownLimitMs: number, received: string | undefined, timesMs: GrpcTimes): number {
  const allowance = budgetMs(Number.POSITIVE_INFINITY, received) - timesMs.pausedMs;
  return Math.max(0, Math.floor(Math.min(ownLimitMs, allowance, timesMs.untilDeadline * 0.9)));
}

/**
 * What a backend is given of `budget`: nine tenths. With equal limits everywhere the first hop would run out of time first
 * and blame its neighbour; this way the hop next to the slow one does, and its line still gets back in time.
 */
export function backendBudgetMs(budget: number): number {
  return Math.floor(budget * 0.9);
}
