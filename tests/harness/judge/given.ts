import type { Expectation, Rule } from '../../../harness/model/expectation.ts';
import type { FailureTally, LabelTally, Tally } from '../../../harness/model/tally.ts';
import { exactWeights } from '../../../harness/stats/exact-weights.ts';

/** The rule of the command line's defaults, with changes. */
export const ruleOf = (changes: Partial<Rule> = {}): Rule => ({
  significance: 0.01,
  missRisk: 0.05,
  tolerancePoints: null,
  maxFailures: 0.001,
  method: 'auto',
  seed: '1',
  allowUnknown: false,
  requirePower: false,
  diagnostics: 'on',
  ...changes,
});

/** Versions v1, v2, … with these weights. */
export const expecting = (weights: readonly (string | number)[], changes: Partial<Rule> = {}): Expectation => {
  const texts = weights.map(String);
  const { units, total, shares } = exactWeights(texts);
  const versions = texts.map((weightText, i) => ({
    name: `v${i + 1}`,
    weightText,
    weight: units[i] ?? 0n,
    share: shares[i] ?? 0,
  }));
  return { versions, totalWeight: total, rule: ruleOf(changes) };
};

export const labelled = (label: string, count: number, changes: Partial<LabelTally> = {}): LabelTally => ({
  label,
  count,
  failing: 0,
  firstIndex: 0,
  statuses: {},
  latency: { counts: {}, minMs: 1, maxMs: 1 },
  ...changes,
});

export const failed = (kind: string, count: number, changes: Partial<FailureTally> = {}): FailureTally => ({
  kind,
  status: null,
  count,
  example: '',
  ...changes,
});

/** A tally of counts for v1, v2, …, further labels and failures. */
export const counting = (
  counts: readonly number[],
  more: { readonly labels?: readonly LabelTally[]; readonly failures?: readonly FailureTally[] } & Partial<
    Omit<Tally, 'labels' | 'failures'>
  > = {},
): Tally => {
  const { labels: extra = [], failures = [], ...changes } = more;
  const labels = [...counts.flatMap((count, i) => (count === 0 ? [] : [labelled(`v${i + 1}`, count)])), ...extra];
  return {
    schema: 'weighbridge/tally/v1',
    driver: 'test',
    target: 'tcp://127.0.0.1:9000',
    probe: null,
    groupBy: 'auto',
    sent: [...labels, ...failures].reduce((sum, { count }) => sum + count, 0),
    labels,
    failures,
    connections: { opened: 8, fresh: false },
    startedAt: '2026-11-21T09:00:00.000Z',
    endedAt: null,
    elapsedMs: 1,
    end: 'done',
    endDetail: null,
    order: null,
    gate: null,
    ...changes,
  };
};
