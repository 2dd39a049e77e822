import type { Weighed } from './deviations.ts';
import { SMALLEST_SHARE } from './exact-weights.ts';
import { integerRatio } from './integer-ratio.ts';
import { type Split, smallestOf } from './split.ts';

/**
 * How far each share may be off, as exact fractions of 1. One tolerance for all is capped at ½·min(share, 1 − share): without the
 * cap "±2 points" would accept a 1 % version that gets nothing, or triple (STATISTICS 3.2).
 */
export interface EffectiveTolerance {
  readonly shares: readonly number[];
  readonly exact: readonly { readonly numerator: bigint; readonly denominator: bigint }[];
}

type Fraction = EffectiveTolerance['exact'][number];

/** A number as the decimal fraction it prints as: 0.7 means seven tenths, not the double next to it. */
const fractionOf = (value: number): Fraction => {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', decimals = ''] = digits.split('.');
  const places = decimals.length - Number(exponent);
  const numerator = BigInt(whole + decimals);
  return places >= 0
    ? { numerator, denominator: 10n ** BigInt(places) }
    : { numerator: numerator * 10n ** BigInt(-places), denominator: 1n };
};

const isLess = (a: Fraction, b: Fraction): boolean => a.numerator * b.denominator < b.numerator * a.denominator;

const pointsToFraction = (points: number): Fraction => {
  if (!(Number.isFinite(points) && points > 0)) {
    throw new RangeError(`tolerance ${points} is not a number of percentage points above 0`);
  }
  const { numerator, denominator } = fractionOf(points);
  return { numerator, denominator: denominator * 100n };
};

/**
 * Tolerances in percentage points for a split of two or more versions: one number for all (capped), or one per version (used as
 * it is; must be below min(share, 1 − share)). Throws a RangeError for a tolerance out of range.
 * Example: 2 points on 99 : 1 become 0.5 points for both.
 */
export const effectiveTolerance = (split: Split, points: number | readonly number[]): EffectiveTolerance => {
  const exact = split.units.map((unit, i): Fraction => {
    const smaller = smallestOf([unit, split.total - unit]);
    if (typeof points === 'number') {
      const asked = pointsToFraction(points);
      const cap = { numerator: smaller, denominator: 2n * split.total };
      return isLess(cap, asked) ? cap : asked;
    }
    const own = pointsToFraction(points[i] ?? Number.NaN);
    if (!isLess(own, { numerator: smaller, denominator: split.total })) {
      throw new RangeError(`tolerance ${points[i]} points of version ${i + 1} must be below its share and below the rest`);
    }
    return own;
  });
  return {
    exact,
    shares: exact.map(({ numerator, denominator }) => Math.max(SMALLEST_SHARE / 2, integerRatio(numerator, denominator))),
  };
};

/** True when some observed share is further off than its tolerance; decided exactly, and being off by exactly the tolerance is not beyond. */
export const isBeyond = (weighed: Weighed, tolerance: EffectiveTolerance): boolean => {
  const n = weighed.counts.reduce((sum, count) => sum + BigInt(count), 0n);
  return weighed.exact.some((difference, i) => {
    const { numerator, denominator } = tolerance.exact[i] ?? { numerator: 0n, denominator: 1n };
    const distance = difference < 0n ? -difference : difference;
    return distance * denominator > numerator * n * weighed.split.total;
  });
};
