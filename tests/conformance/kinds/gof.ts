import { testShares } from '../../../harness/judge/share-test.ts';
import { chooseMethod, type Method } from '../../../harness/stats/choose-method.ts';
import { clopperPearson } from '../../../harness/stats/clopper-pearson.ts';
import { type Weighed, weigh } from '../../../harness/stats/deviations.ts';
import { effectSize } from '../../../harness/stats/effect-size.ts';
import { countOutcomes } from '../../../harness/stats/exact-multinomial.ts';
import { exactWeights } from '../../../harness/stats/exact-weights.ts';
import { leakUpperBound } from '../../../harness/stats/leak.ts';
import { likelihoodRatioTest } from '../../../harness/stats/likelihood-ratio.ts';
import { log10Of } from '../../../harness/stats/log-space.ts';
import { pearsonTest } from '../../../harness/stats/pearson.ts';
import { standardizedResiduals } from '../../../harness/stats/residuals.ts';
import { goodman, wilson } from '../../../harness/stats/score-interval.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { Simulated } from '../compare.ts';
import type { CaseInput } from '../input.ts';
import type { JsonRecord } from '../reference-file.ts';

interface GofInput {
  readonly counts: readonly number[];
  readonly active: readonly number[];
  readonly unknown: number;
  readonly alpha: number;
  readonly beta: number;
  readonly method: Method | 'auto';
  readonly seed: string;
}

const structural = ({ counts, active, unknown }: GofInput) => {
  const violations = counts.flatMap((count, index) => (count > 0 && !active.includes(index) ? [{ index, count }] : []));
  return { pass: violations.length === 0 && unknown === 0, violations, unknown };
};

const leaks = (input: GofInput): JsonRecord => {
  const nAll = input.counts.reduce((sum, count) => sum + count, 0) + input.unknown;
  const bound = (missRisk: number) => (structural(input).pass && nAll > 0 ? leakUpperBound(nAll, missRisk) : null);
  return { leak_upper_95: bound(0.05), leak_upper: bound(input.beta), n_all: nAll };
};

/** Everything that needs at least one request. */
const measured = (weighed: Weighed, alpha: number): JsonRecord => {
  const { counts, n } = weighed;
  const pearson = pearsonTest(weighed);
  const g = likelihoodRatioTest(weighed);
  const effect = effectSize(weighed);
  const intervals = goodman(counts, n, alpha);
  const first = (interval: { readonly lo: number; readonly hi: number }) => [interval.lo, interval.hi];
  return {
    shares: counts.map((count) => count / n),
    chi2: pearson.statistic,
    p_chi2: Math.exp(pearson.lnP),
    log10_p_chi2: log10Of(pearson.lnP),
    g: g.statistic,
    p_g: Math.exp(g.lnP),
    log10_p_g: log10Of(g.lnP),
    cohen_w: effect.cohenW,
    cohen_w_adj: effect.cohenWAdjusted,
    tv: effect.totalVariation,
    max_dev_pp: effect.maxDeviationPoints,
    std_residuals: standardizedResiduals(weighed),
    goodman_lo: intervals.map(({ lo }) => lo),
    goodman_hi: intervals.map(({ hi }) => hi),
    wilson_first: first(wilson(counts[0] ?? 0, n, alpha)),
    clopper_pearson_first: first(clopperPearson(counts[0] ?? 0, n, alpha)),
  };
};

/** More outcomes than this are simulated even where a case has the exact value. */
const MOST_OUTCOMES = 10_000_000;

/** The exact p-values: exact where two versions or few outcomes allow it, simulated otherwise, as the judge does. */
const exact = (weighed: Weighed, input: GofInput): JsonRecord => {
  const method = input.method === 'auto' ? chooseMethod(weighed, input.alpha) : input.method;
  const isFeasible =
    weighed.counts.length === 2 || countOutcomes(weighed.n, weighed.counts.length, MOST_OUTCOMES) <= MOST_OUTCOMES;
  const forced = method === 'mc' || !isFeasible ? 'mc' : 'exact';
  const { exact: found, monteCarlo } = testShares(weighed, { significance: input.alpha, method: forced, seed: input.seed });
  if (found !== null) {
    const [lnP, lnPChi2Order] = [found.lnP, found.lnPChi2Order];
    return {
      p: Math.exp(lnP),
      log10_p: log10Of(lnP),
      p_chi2_order: Math.exp(lnPChi2Order),
      log10_p_chi2_order: log10Of(lnPChi2Order),
    };
  }
  const simulated = (p: number) => new Simulated(p, monteCarlo?.replicates ?? 1);
  const [p, order] = [simulated(monteCarlo?.p ?? 1), simulated(monteCarlo?.pChi2Order ?? 1)];
  return { p, log10_p: p, p_chi2_order: order, log10_p_chi2_order: order };
};

const simulatedEstimate = (weighed: Weighed, input: GofInput): JsonRecord => {
  const { monteCarlo } = testShares(weighed, { significance: input.alpha, method: 'mc', seed: input.seed });
  const { p, pChi2Order, replicates } = monteCarlo ?? { p: 1, pChi2Order: 1, replicates: 1 };
  return { p: new Simulated(p, replicates), p_chi2_order: new Simulated(pChi2Order, replicates) };
};

/** Goodness of fit: the statistics of sections 1 and 2. */
export const gof = (input: CaseInput, expect: JsonRecord): JsonRecord => {
  const weights = exactWeights(input.weightTexts());
  const active = weights.units.flatMap((unit, i) => (unit > 0n ? [i] : []));
  const given: GofInput = {
    counts: input.numbers('counts'),
    active,
    unknown: input.number('unknown', 0),
    alpha: input.number('alpha', 0.01),
    beta: input.number('beta', 0.05),
    method: (input.raw('method') as Method | undefined) ?? 'auto',
    seed: String(input.raw('seed') ?? '1'),
  };
  const split = splitOf(active.map((i) => weights.units[i] ?? 0n));
  const weighed = weigh(
    active.map((i) => given.counts[i] ?? 0),
    split,
  );
  const several = active.length > 1 && weighed.n > 0;
  return {
    p_expected: weights.shares,
    k_active: active.length,
    df: active.length - 1,
    n_active: weighed.n,
    structural: structural(given),
    expected: weighed.expected,
    min_expected: Math.min(...weighed.expected),
    auto_method: active.length > 1 ? chooseMethod(weighed, given.alpha) : 'structural',
    ...leaks(given),
    ...(weighed.n > 0 ? measured(weighed, given.alpha) : {}),
    ...(several && expect.exact ? { exact: exact(weighed, given) } : {}),
    ...(several && expect.mc_estimate ? { mc_estimate: simulatedEstimate(weighed, given) } : {}),
  };
};
