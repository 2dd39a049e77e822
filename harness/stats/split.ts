import { SMALLEST_SHARE } from './exact-weights.ts';
import { integerRatio } from './integer-ratio.ts';

/** The active versions of an expectation: every weight above zero, so every expected count is above zero. Arrays are aligned. */
export interface Split {
  /** Exact integer weights, all above zero. */
  readonly units: readonly bigint[];
  readonly total: bigint;
  /** units / total, above 0 and up to 1. */
  readonly shares: readonly number[];
  /** 1 − share, computed exactly: next to 1 the subtraction would lose the digits. */
  readonly complements: readonly number[];
}

/** Makes a split from the weights of the active versions. Throws a RangeError for an empty list or a weight that is not above zero. */
export const splitOf = (units: readonly bigint[]): Split => {
  if (units.length === 0 || units.some((unit) => unit <= 0n)) {
    throw new RangeError('splitOf: needs at least one weight, each above zero');
  }
  const total = units.reduce((sum, unit) => sum + unit, 0n);
  return {
    units,
    total,
    shares: units.map((unit) => Math.max(SMALLEST_SHARE, integerRatio(unit, total))),
    complements: units.map((unit) => (unit === total ? 0 : Math.max(SMALLEST_SHARE, integerRatio(total - unit, total)))),
  };
};

/** The smallest of several exact weights; `Math.min` does not take bigints. */
export const smallestOf = (units: readonly bigint[]): bigint =>
  units.reduce((least, unit) => {
    if (unit < least) {
      return unit;
    }
    return least;
  });
