import { bisectFromZero } from './bisection.ts';
import { type LnTails, lnIncompleteGamma } from './incomplete-gamma.ts';

/** Both tails of the chi-square distribution at `statistic`; with no degree of freedom the statistic is always 0. */
export const lnChiSquareTails = (statistic: number, df: number): LnTails =>
  df === 0 ? { lnLower: Number.NEGATIVE_INFINITY, lnUpper: 0 } : lnIncompleteGamma(df / 2, statistic / 2);

/**
 * How often chance alone gives at least `statistic`: ln Q(df/2, statistic/2) (Pearson 1900).
 * Example: exp(lnChiSquareUpper(3.841459, 1)) = 0.05.
 */
export const lnChiSquareUpper = (statistic: number, df: number): number => lnChiSquareTails(statistic, df).lnUpper;

/** The value exceeded with probability `upperShare`, strictly between 0 and 1. Example: chiSquareQuantile(0.01, 1) = 6.634897. */
export const chiSquareQuantile = (upperShare: number, df: number): number => {
  if (!(upperShare > 0 && upperShare < 1)) {
    throw new RangeError(`chiSquareQuantile: the upper share must be between 0 and 1, got ${upperShare}`);
  }
  const lnShare = Math.log(upperShare);
  return bisectFromZero((x) => lnChiSquareUpper(x, df) > lnShare);
};
