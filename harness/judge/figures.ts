import type { Rule } from '../model/expectation.ts';
import type { GateVerdict } from '../model/verdict.ts';
import { effectSize } from '../stats/effect-size.ts';
import { likelihoodRatioTest } from '../stats/likelihood-ratio.ts';
import { log10Of } from '../stats/log-space.ts';
import { standardizedResiduals } from '../stats/residuals.ts';
import type { Counted } from './counted.ts';
import type { Judged } from './judged.ts';
import { type ShareTest, testShares } from './share-test.ts';

/** The statistics of a run that belong to the shares. */
export type ShareFigures = Pick<
  GateVerdict,
  | 'shares'
  | 'expected'
  | 'residuals'
  | 'chi2'
  | 'df'
  | 'pChi2'
  | 'log10PChi2'
  | 'method'
  | 'p'
  | 'log10P'
  | 'pExact'
  | 'pExactChi2Order'
  | 'g'
  | 'pG'
  | 'cohenW'
  | 'cohenWAdjusted'
  | 'tv'
  | 'maxDevPp'
  | 'seed'
  | 'replicates'
  | 'pInterval'
>;

/** Values of the active versions put back among all versions; null where the weight is zero. */
export const amongAll = <T>({ versions, active }: Pick<Counted, 'versions' | 'active'>, values: readonly T[]): (T | null)[] => {
  const spread = new Array<T | null>(versions.length).fill(null);
  for (const [position, i] of active.entries()) {
    spread[i] = values[position] ?? null;
  }
  return spread;
};

/** The test of the shares, or null where there is nothing to test: no answers, or only one version with weight. */
export const shareTestOf = ({ weighed, deff }: Judged, rule: Rule): ShareTest | null =>
  weighed.n > 0 && weighed.counts.length > 1 ? testShares(weighed, rule, deff) : null;

const testFigures = (test: ShareTest, rule: Rule) => ({
  chi2: test.pearson.statistic,
  pChi2: Math.exp(test.pearson.lnP),
  log10PChi2: log10Of(test.pearson.lnP),
  method: test.method,
  p: Math.exp(test.lnP),
  log10P: log10Of(test.lnP),
  pExact: test.exact === null ? null : Math.exp(test.exact.lnP),
  pExactChi2Order: test.exact === null ? null : Math.exp(test.exact.lnPChi2Order),
  seed: test.monteCarlo === null ? null : rule.seed,
  replicates: test.monteCarlo?.replicates ?? null,
  pInterval: test.monteCarlo === null ? null : ([test.monteCarlo.interval.lo, test.monteCarlo.interval.hi] as const),
});

/** Without a test: everything is certain (one version) or unknown (no answers). */
const untested = (n: number) => {
  const one = n > 0 ? 1 : null;
  const zero = n > 0 ? 0 : null;
  const none = { pExact: null, pExactChi2Order: null, seed: null, replicates: null, pInterval: null };
  return { chi2: zero, pChi2: one, log10PChi2: zero, method: 'structural' as const, p: one, log10P: zero, ...none };
};

/**
 * All figures about the shares, aligned with the expectation's versions. They inform even where another rule decides. Shares and
 * expected counts are those of the requests; tests and effect sizes are those of what was judged.
 */
export const shareFigures = (counted: Counted, judged: Judged, test: ShareTest | null, rule: Rule): ShareFigures => {
  const { n } = counted;
  const { weighed, deff } = judged;
  const g = n > 0 ? likelihoodRatioTest(weighed, deff) : null;
  const effect = n > 0 ? effectSize(weighed, deff) : null;
  return {
    shares: amongAll(counted, n > 0 ? counted.weighed.counts.map((count) => count / n) : []),
    expected: amongAll(counted, counted.weighed.expected).map((expected) => expected ?? 0),
    residuals: amongAll(counted, n > 0 ? standardizedResiduals(weighed).map((residual) => residual / Math.sqrt(deff)) : []),
    df: weighed.counts.length - 1,
    g: g?.statistic ?? null,
    pG: g === null ? null : Math.exp(g.lnP),
    cohenW: effect?.cohenW ?? null,
    cohenWAdjusted: effect?.cohenWAdjusted ?? null,
    tv: effect?.totalVariation ?? null,
    maxDevPp: effect?.maxDeviationPoints ?? null,
    ...(test === null ? untested(n) : testFigures(test, rule)),
  };
};
