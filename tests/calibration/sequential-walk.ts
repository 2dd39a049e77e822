import type { Boundary } from './sequential-boundaries.ts';

/** How sequential runs end: chances, 0 to 1, and the mean number of requests. What neither fails nor passes reached the cap. */
export interface RunEnds {
  readonly fail: number;
  readonly pass: number;
  readonly capped: number;
  readonly meanRequests: number;
}

/** Takes the probability of the counts `from` … `to` out of `alive` and returns it. */
const absorb = (alive: Float64Array, from: number, to: number): number => {
  let sum = 0;
  for (let count = from; count <= to; count += 1) {
    sum += alive[count] ?? 0;
    alive[count] = 0;
  }
  return sum;
};

/** One more request: each count stays with probability 1 − share, or goes up by one. */
const step = (alive: Float64Array, from: number, to: number, share: number): void => {
  for (let count = to + 1; count >= from; count -= 1) {
    alive[count] = (alive[count] ?? 0) * (1 - share) + (alive[count - 1] ?? 0) * share;
  }
};

/**
 * Exact operating characteristic of a sequential rule for two versions, by following the probability of every count that
 * is still undecided (dynamic programming; no simulation). `share` is what the first version really gets; the last boundary is the cap.
 */
export const walk = (boundaries: readonly Boundary[], share: number): RunEnds => {
  const alive = new Float64Array(boundaries.length + 2);
  alive[0] = 1;
  let [fail, pass, meanRequests, undecided] = [0, 0, 0, 1];
  let [from, to] = [0, 0];
  for (const [i, { failUpTo, failFrom, passFrom, passTo }] of boundaries.entries()) {
    const n = i + 1;
    meanRequests += undecided;
    step(alive, from, to, share);
    to = Math.min(to + 1, n);
    const failed = absorb(alive, from, Math.min(failUpTo, to)) + absorb(alive, Math.max(failFrom, from), to);
    const passed = absorb(alive, Math.max(passFrom, from), Math.min(passTo, to));
    [from, to] = [Math.max(from, failUpTo + 1), Math.min(to, failFrom - 1)];
    fail += failed;
    pass += passed;
    undecided -= failed + passed;
  }
  return { fail, pass, capped: 1 - fail - pass, meanRequests };
};
