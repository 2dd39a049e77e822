import { chiSquareQuantile } from './chi-square.ts';
import type { Interval } from './clopper-pearson.ts';

const scoreInterval = (hits: number, n: number, quantile: number): Interval => {
  const half = Math.sqrt(quantile * (quantile + (4 * hits * (n - hits)) / n));
  const width = 2 * (n + quantile);
  return {
    lo: hits === 0 ? 0 : (quantile + 2 * hits - half) / width,
    hi: hits === n ? 1 : (quantile + 2 * hits + half) / width,
  };
};

/** Wilson's score interval for one share, two-sided risk `alpha` (Wilson 1927). For two versions it agrees with the chi-square decision. */
export const wilson = (hits: number, n: number, alpha: number): Interval => scoreInterval(hits, n, chiSquareQuantile(alpha, 1));

/**
 * Goodman's simultaneous intervals (1965): score intervals at alpha/k, so that all k shares are covered together.
 * Near-nominal coverage also for unequal shares and zero counts (STATISTICS 2).
 */
export const goodman = (counts: readonly number[], n: number, alpha: number): Interval[] => {
  const quantile = chiSquareQuantile(alpha / counts.length, 1);
  return counts.map((count) => scoreInterval(count, n, quantile));
};
