import { lnAtLeast, lnAtMost } from './binomial-tails.ts';
import { bisect } from './bisection.ts';

/** An interval of shares, 0 to 1. */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

/**
 * Exact interval for a share, two-sided risk `alpha` (Clopper & Pearson 1934; STATISTICS 2): the shares for which `hits` of `n`
 * is not too few and not too many at alpha/2 each. 0 ≤ hits ≤ n, n ≥ 1. Example: 468 of 1000 at 0.01 is 0.4271 to 0.5092.
 */
export const clopperPearson = (hits: number, n: number, alpha: number): Interval => {
  const lnRisk = Math.log(alpha / 2);
  const misses = n - hits;
  return {
    lo: hits === 0 ? 0 : bisect(0, 1, (p) => lnAtLeast(hits, misses, p, 1 - p) < lnRisk),
    hi: misses === 0 ? 1 : bisect(0, 1, (p) => lnAtMost(hits, misses, p, 1 - p) > lnRisk),
  };
};
