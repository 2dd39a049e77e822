/**
 * Largest leak rate that `n` requests without a hit leave possible, at one-sided risk `missRisk`: 1 − missRisk^(1/n)
 * (Hanley & Lippman-Hand 1983; STATISTICS 1.1). Example: leakUpperBound(1000, 0.05) = 0.00299.
 */
export const leakUpperBound = (n: number, missRisk: number): number => -Math.expm1(Math.log(missRisk) / n);

/** A logarithm of decimal text is off by a few last bits; where the quotient is a whole number it must not be rounded up past it. */
const ROUNDING = 4e-15;

/** Requests that show a leak of `rate` (0 to 1) with probability 1 − missRisk. Example: requestsToSeeLeak(0.001, 0.05) = 2995. */
export const requestsToSeeLeak = (rate: number, missRisk: number): number =>
  rate >= 1 ? 1 : Math.max(1, Math.ceil((Math.log(missRisk) / Math.log1p(-rate)) * (1 - ROUNDING)));
