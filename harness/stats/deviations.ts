import { SMALLEST_SHARE } from './exact-weights.ts';
import { integerRatio } from './integer-ratio.ts';
import type { Split } from './split.ts';

/** Observed counts set against a split. Arrays are aligned with the split's versions. */
export interface Weighed {
  readonly split: Split;
  readonly counts: readonly number[];
  /** N, the sum of the counts. */
  readonly n: number;
  /** N·share, rounded once. */
  readonly expected: readonly number[];
  /** D = count·W − N·weight, exact. */
  readonly exact: readonly bigint[];
  /** count − N·share from exact integers: nothing cancels at 10^9 requests and more (STATISTICS 0). */
  readonly deviations: readonly number[];
}

/**
 * Sets counts against a split. Counts are whole numbers from 0 to 2^53 − 1, one per version.
 * Throws a RangeError for anything else, so that no NaN can travel on.
 */
export const weigh = (counts: readonly number[], split: Split): Weighed => {
  if (counts.length !== split.units.length || !counts.every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`weigh: needs ${split.units.length} whole counts from 0 to 2^53 − 1, got [${counts.join(', ')}]`);
  }
  const whole = counts.map(BigInt);
  const n = whole.reduce((sum, count) => sum + count, 0n);
  const exact = split.units.map((unit, i) => (whole[i] ?? 0n) * split.total - n * unit);
  return {
    split,
    counts,
    n: Number(n),
    expected: split.units.map((unit) => Math.max(integerRatio(n * unit, split.total), Number(n) * SMALLEST_SHARE)),
    exact,
    deviations: exact.map((difference) => integerRatio(difference, split.total)),
  };
};

/** The values of `f` over all versions, added up. */
export const sumOver = (weighed: Weighed, f: (deviation: number, expected: number, count: number) => number): number =>
  weighed.deviations.reduce((sum, d, i) => sum + f(d, weighed.expected[i] ?? 0, weighed.counts[i] ?? 0), 0);
