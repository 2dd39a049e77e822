import type { Rule } from '../model/expectation.ts';
import { lnChiSquareUpper } from '../stats/chi-square.ts';
import { chooseMethod, type Method } from '../stats/choose-method.ts';
import type { Weighed } from '../stats/deviations.ts';
import { type ExactResult, exactBinomial } from '../stats/exact-binomial.ts';
import { countOutcomes, exactMultinomial } from '../stats/exact-multinomial.ts';
import { type MonteCarloResult, monteCarloTest } from '../stats/monte-carlo.ts';
import { pearsonTest, type TestResult } from '../stats/pearson.ts';

/** What of the rule the test depends on. */
export type ShareTestRule = Pick<Rule, 'significance' | 'testSignificance' | 'method' | 'seed'>;

/** The test of the shares: the decision p-value and what else was found on the way. */
export interface ShareTest {
  readonly method: Method;
  /** ln of the decision p-value. */
  readonly lnP: number;
  readonly pearson: TestResult;
  /** Always there for two versions, where it costs nothing; otherwise only when it decides. */
  readonly exact: ExactResult | null;
  readonly monteCarlo: MonteCarloResult | null;
}

/** Most outcomes a forced exact test visits: about ten seconds. */
const MOST_FORCED_OUTCOMES = 20_000_000;

const exactTest = (weighed: Weighed): ExactResult => {
  if (weighed.counts.length === 2) {
    return exactBinomial(weighed);
  }
  if (countOutcomes(weighed.n, weighed.counts.length, MOST_FORCED_OUTCOMES) > MOST_FORCED_OUTCOMES) {
    throw new RangeError(
      `method exact: ${weighed.n} requests over ${weighed.counts.length} versions have more than ${MOST_FORCED_OUTCOMES} outcomes; use mc or auto`,
    );
  }
  return exactMultinomial(weighed);
};

const correctedTest = (weighed: Weighed, designEffect: number): ShareTest => {
  const { statistic, df } = pearsonTest(weighed);
  const lnP = lnChiSquareUpper(statistic / designEffect, df);
  return { method: 'chi2', lnP, pearson: { statistic: statistic / designEffect, df, lnP }, exact: null, monteCarlo: null };
};

/**
 * Tests two or more versions' counts against their shares (STATISTICS 1.3 to 1.5), by the method the rule names or, with `auto`,
 * by the one that is right for these expected counts. Needs at least one request. With a design effect above 1 requests are not
 * independent and X² is divided by it (Rao & Scott 1981; STATISTICS 6.4); exact and simulated tests do not exist for that.
 */
export const testShares = (weighed: Weighed, rule: ShareTestRule, designEffect = 1): ShareTest => {
  if (designEffect > 1) {
    return correctedTest(weighed, designEffect);
  }
  const level = rule.testSignificance ?? rule.significance;
  const method = rule.method === 'auto' ? chooseMethod(weighed, level) : rule.method;
  const pearson = pearsonTest(weighed);
  const exact = method === 'exact' || weighed.counts.length === 2 ? exactTest(weighed) : null;
  const monteCarlo = method === 'mc' ? monteCarloTest(weighed, level, rule.seed) : null;
  const lnP = { chi2: () => pearson.lnP, exact: () => exact?.lnP ?? 0, mc: () => Math.log(monteCarlo?.p ?? 1) }[method]();
  return { method, lnP, pearson, exact, monteCarlo };
};
