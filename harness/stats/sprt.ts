import type { EffectiveTolerance } from './effective-tolerance.ts';
import type { Split } from './split.ts';

/** Log likelihood ratios of "exactly the expected share" against both edges of the tolerance, per version. */
export interface EdgeRatios {
  readonly above: readonly number[];
  readonly below: readonly number[];
  /** The smallest of all: from ln(1/β) on every edge is rejected. */
  readonly least: number;
}

/**
 * Wald's sequential probability ratios (1945) at the tolerance edges (STATISTICS 5.2). Each is wrongly crossed with probability at
 * most β over the whole run, so all of them together may be looked at after every request.
 */
export const edgeRatios = (counts: readonly number[], n: number, split: Split, tolerance: EffectiveTolerance): EdgeRatios => {
  const ratio = (i: number, sign: 1 | -1): number => {
    const [hits, delta] = [counts[i] ?? 0, sign * (tolerance.shares[i] ?? 0)];
    const [share, rest] = [split.shares[i] ?? 0, split.complements[i] ?? 0];
    return -hits * Math.log1p(delta / share) - (n - hits) * Math.log1p(-delta / rest);
  };
  const above = counts.map((_, i) => ratio(i, 1));
  const below = counts.map((_, i) => ratio(i, -1));
  return { above, below, least: Math.min(...above, ...below) };
};
