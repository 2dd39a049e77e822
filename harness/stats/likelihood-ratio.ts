import { lnChiSquareUpper } from './chi-square.ts';
import { deviance } from './deviance.ts';
import { sumOver, type Weighed } from './deviations.ts';
import type { TestResult } from './pearson.ts';

/**
 * Likelihood-ratio test, G = 2 Σ [n ln(n/(N·share)) − d] (STATISTICS 1.6). Reported beside Pearson's, never decides:
 * a large gap between the two tells of small expected counts. Example: 1000 and 0 against 80 : 20 give G = 446.2871.
 * Requests that are not independent: G is divided by the design effect.
 */
export const likelihoodRatioTest = (weighed: Weighed, designEffect = 1): TestResult => {
  const whole = weighed.n === 0 ? 0 : 2 * sumOver(weighed, (d, expected, count) => deviance(count, expected, d));
  const statistic = whole / designEffect;
  const df = weighed.counts.length - 1;
  return { statistic, df, lnP: lnChiSquareUpper(statistic, df) };
};
