import { lnAtLeast, lnAtMost } from './binomial-tails.ts';
import type { Weighed } from './deviations.ts';
import type { EffectiveTolerance } from './effective-tolerance.ts';

/** p-values of "this version is off by its tolerance or more", per version and side, as logarithms. */
export interface Equivalence {
  /** ln P(at most this count) if the share were share + tolerance. */
  readonly lnPAbove: readonly number[];
  /** ln P(at least this count) if the share were share − tolerance. */
  readonly lnPBelow: readonly number[];
  /** The largest of all: at or below ln β every version is within its tolerance. */
  readonly lnP: number;
}

/**
 * Two one-sided exact binomial tests per version, joined by the intersection–union principle (Schuirmann 1987; Berger 1982;
 * STATISTICS 3.2). Proves that shares are close, where a large chi-square p only fails to prove that they differ.
 * With a design effect above 1 each request counts for that much less; the tails take real numbers of requests (STATISTICS 6.4).
 * Example: 5712 and 1414 against 80 : 20 within 2 points give p = 3.4e-5.
 */
export const equivalenceTest = (weighed: Weighed, tolerance: EffectiveTolerance, designEffect = 1): Equivalence => {
  const sides = weighed.counts.map((count, i) => {
    const [hits, misses] = [count / designEffect, (weighed.n - count) / designEffect];
    const [share, rest, delta] = [weighed.split.shares[i] ?? 0, weighed.split.complements[i] ?? 0, tolerance.shares[i] ?? 0];
    return {
      above: lnAtMost(hits, misses, share + delta, rest - delta),
      below: lnAtLeast(hits, misses, share - delta, rest + delta),
    };
  });
  const lnPAbove = sides.map(({ above }) => above);
  const lnPBelow = sides.map(({ below }) => below);
  return { lnPAbove, lnPBelow, lnP: Math.max(...lnPAbove, ...lnPBelow) };
};
