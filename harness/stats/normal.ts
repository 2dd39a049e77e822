import { chiSquareQuantile, lnChiSquareUpper } from './chi-square.ts';

/** z that a standard normal exceeds with probability `upperShare`, between 0 and 1. Example: normalQuantile(0.025) = 1.959964. */
export const normalQuantile = (upperShare: number): number => {
  if (upperShare === 0.5) {
    return 0;
  }
  return upperShare < 0.5 ? Math.sqrt(chiSquareQuantile(2 * upperShare, 1)) : -normalQuantile(1 - upperShare);
};

/** ln P(Z ≥ z) for z ≥ 0. Example: exp(lnNormalUpper(1.959964)) = 0.025. */
export const lnNormalUpper = (z: number): number => lnChiSquareUpper(z * z, 1) - Math.LN2;
