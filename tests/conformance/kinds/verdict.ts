import { judge } from '../../../harness/judge/judge.ts';
import { planRequests } from '../../../harness/judge/plan-requests.ts';
import type { Expectation, Rule } from '../../../harness/model/expectation.ts';
import type { FailureTally, LabelTally, Tally } from '../../../harness/model/tally.ts';
import { weigh } from '../../../harness/stats/deviations.ts';
import { effectiveTolerance, isBeyond } from '../../../harness/stats/effective-tolerance.ts';
import { exactWeights } from '../../../harness/stats/exact-weights.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { Simulated } from '../compare.ts';
import type { CaseInput } from '../input.ts';
import type { JsonRecord } from '../reference-file.ts';

const ruleOf = (input: CaseInput): Rule => {
  const points = input.tolerancePoints();
  if (Array.isArray(points)) {
    throw new TypeError('input delta_pp: a rule has one tolerance for all versions');
  }
  return {
    significance: input.number('alpha', 0.01),
    missRisk: input.number('beta', 0.05),
    tolerancePoints: points as number | null,
    // The kind is the rule of section 3; the failure limit of section 0.2a joins in when a case names it.
    maxFailures: input.number('max_failures', 1),
    method: (input.raw('method') as Rule['method'] | undefined) ?? 'auto',
    seed: String(input.raw('seed') ?? '1'),
    allowUnknown: input.boolean('allow_unknown', false),
    requirePower: input.boolean('require_power', false),
    diagnostics: 'on',
  };
};

const expectationOf = (input: CaseInput): Expectation => {
  const texts = input.weightTexts();
  const { units, total, shares } = exactWeights(texts);
  const versions = texts.map((weightText, i) => ({
    name: `v${i + 1}`,
    weightText,
    weight: units[i] ?? 0n,
    share: shares[i] ?? 0,
  }));
  return { versions, totalWeight: total, rule: ruleOf(input) };
};

const labelOf = (label: string, count: number): LabelTally => ({
  label,
  count,
  failing: 0,
  firstIndex: 0,
  statuses: {},
  latency: { counts: {}, minMs: 0, maxMs: 0 },
});

const tallyOf = (input: CaseInput): Tally => {
  const labels = [
    ...input.numbers('counts').map((count, i) => labelOf(`v${i + 1}`, count)),
    labelOf('unknown', input.number('unknown', 0)),
  ];
  const lost = input.number('unattributed', 0);
  const failures: FailureTally[] = lost > 0 ? [{ kind: 'timeout', status: null, count: lost, example: '' }] : [];
  return {
    schema: 'weighbridge/tally/v1',
    driver: 'conformance',
    target: 'reference',
    probe: null,
    groupBy: 'auto',
    sent: [...labels, ...failures].reduce((sum, { count }) => sum + count, 0),
    labels,
    failures,
    connections: { opened: 0, fresh: false },
    startedAt: null,
    endedAt: null,
    elapsedMs: null,
    end: null,
    endDetail: null,
    order: null,
    gate: null,
  };
};

/** Whether some share is off by more than its tolerance; the verdict implies it, but does not carry it. */
const exceeds = (weights: readonly bigint[], counts: readonly number[], points: number): boolean => {
  const split = splitOf(weights.filter((weight) => weight > 0n));
  const active = counts.filter((_, i) => (weights[i] ?? 0n) > 0n);
  return active.length > 1 && isBeyond(weigh(active, split), effectiveTolerance(split, points));
};

/** The whole decision, through the judge itself. */
export const verdict = (input: CaseInput): JsonRecord => {
  const expectation = expectationOf(input);
  const found = judge(expectation, tallyOf(input));
  const p = found.replicates === null || found.p === null ? found.p : new Simulated(found.p, found.replicates);
  const gamma = input.number('gamma', 0.1);
  const weights = expectation.versions.map(({ weight }) => weight);
  const isActive = (_: unknown, i: number): boolean => (weights[i] ?? 0n) > 0n;
  const { tolerancePoints } = expectation.rule;
  return {
    verdict: found.verdict,
    reason: found.reason,
    method: found.method,
    p,
    log10_p: p instanceof Simulated ? p : found.log10P,
    chi2: found.chi2,
    df: found.df,
    p_chi2: found.pChi2,
    log10_p_chi2: found.log10PChi2,
    g: found.g,
    n: found.n,
    n_all: found.nAll,
    unattributed: found.unattributed,
    p_equiv: found.pEquiv,
    exceeds_tolerance: tolerancePoints === null ? null : exceeds(weights, found.counts, tolerancePoints),
    effective_delta_pp: found.effectiveDeltaPp?.filter(isActive) ?? null,
    mds_pp: found.mdsPp.filter(isActive),
    leak_upper: found.structural.leakUpper,
    leak_upper_95: found.structural.leakUpper,
    n_plan:
      gamma === 0.1 || tolerancePoints === null
        ? found.nPlan
        : planRequests(weights, expectation.rule, tolerancePoints, gamma).nPlan,
  };
};
