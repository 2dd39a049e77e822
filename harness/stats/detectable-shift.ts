import type { EffectiveTolerance } from './effective-tolerance.ts';
import { integerRatio } from './integer-ratio.ts';
import type { Split } from './split.ts';

/**
 * Requests that notice every version being off by its tolerance, before rounding up: max λ*·p(1 − p)/δ² (STATISTICS 4.1).
 * `noncentrality` is λ* of the wanted risks. Example: 80 : 20, 5 points, λ* 17.8142: 1140.1.
 */
export const requestsToDetect = (split: Split, tolerance: EffectiveTolerance, noncentrality: number): number =>
  Math.max(
    ...split.shares.map((share, i) => {
      const delta = tolerance.shares[i] ?? 0;
      // Divided twice: the square of a tiny tolerance is no double.
      return (((noncentrality * share) / delta) * (split.complements[i] ?? 0)) / delta;
    }),
  );

/** Smallest shift of each share that `n` requests notice, as fractions of 1: √(λ*·p(1 − p)/n) (STATISTICS 4.2). */
export const minimumDetectableShifts = (split: Split, n: number, noncentrality: number): number[] =>
  split.shares.map((share, i) => Math.sqrt((noncentrality * share * (split.complements[i] ?? 0)) / n));

/**
 * Effect size w² = Σ(alternative − share)²/share of an explicit alternative, given as exact weights of the same versions
 * (Cohen 1988; STATISTICS 4.1). Times N it is the noncentrality. Example: 80 : 20 becoming 75 : 25: 0.015625.
 */
export const alternativeEffect = (split: Split, alternative: readonly bigint[]): number => {
  const total = alternative.reduce((sum, unit) => sum + unit, 0n);
  return split.units.reduce((sum, unit, i) => {
    const difference = integerRatio((alternative[i] ?? 0n) * split.total - unit * total, total * split.total);
    return sum + (difference * difference) / (split.shares[i] ?? 1);
  }, 0);
};
