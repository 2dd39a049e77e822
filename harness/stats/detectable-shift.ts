import type { EffectiveTolerance } from './effective-tolerance.ts';
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
