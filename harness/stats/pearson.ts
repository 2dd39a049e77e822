import { lnChiSquareUpper } from './chi-square.ts';
import { sumOver, type Weighed } from './deviations.ts';

/** A statistic with its degrees of freedom and the logarithm of its p-value. */
export interface TestResult {
  readonly statistic: number;
  readonly df: number;
  readonly lnP: number;
}

/** X² = Σ d²/(N·share). 0 without requests. */
export const pearsonStatistic = (weighed: Weighed): number =>
  weighed.n === 0 ? 0 : sumOver(weighed, (d, expected) => (d * d) / expected);

/**
 * Pearson's chi-square test: could correct weights give counts this far off? (Pearson 1900; STATISTICS 1.3)
 * Assumes independent requests and expected counts that are not small (see choose-method.ts).
 * Example: 803 and 197 against 80 : 20 give X² = 0.05625, df 1, p = 0.81.
 */
export const pearsonTest = (weighed: Weighed): TestResult => {
  const statistic = pearsonStatistic(weighed);
  const df = weighed.counts.length - 1;
  return { statistic, df, lnP: lnChiSquareUpper(statistic, df) };
};
