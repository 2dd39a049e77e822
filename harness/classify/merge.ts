import type { FailureTally, GateHeader, LabelTally, Tally } from '../model/tally.ts';
import { escaped } from './escaped.ts';
import { createFailureCounter } from './failure-counter.ts';
import { mergeLatency } from './latency.ts';
import { mergedOpenings } from './merge-openings.ts';
import { mergeOrders } from './merge-order.ts';
import { mergedPace } from './merge-pace.ts';

/** How a drive ended, the worst last: a merged run is no better than its worst part. */
const ENDS = ['done', 'decided', 'duration', 'stopped', 'gave-up', 'lab-ended', 'never-ready'];

const addStatuses = (a: LabelTally['statuses'], b: LabelTally['statuses']): LabelTally['statuses'] => {
  const statuses: Record<string, number> = { ...a };
  for (const [status, count] of Object.entries(b)) {
    statuses[status] = (statuses[status] ?? 0) + count;
  }
  return statuses;
};

const addLabels = (a: LabelTally, b: LabelTally): LabelTally => ({
  label: a.label,
  count: a.count + b.count,
  failing: a.failing + b.failing,
  firstIndex: Math.min(a.firstIndex, b.firstIndex),
  statuses: addStatuses(a.statuses, b.statuses),
  latency: mergeLatency(a.latency, b.latency),
  ...(a.uncorrected === undefined || b.uncorrected === undefined
    ? {}
    : { uncorrected: mergeLatency(a.uncorrected, b.uncorrected) }),
});

/** `keepsBoth`: every label of both parts has both latencies. Otherwise the second one would cover some answers only, and none keeps it. */
const mergeLabels = (a: readonly LabelTally[], b: readonly LabelTally[]): LabelTally[] => {
  const keepsBoth = [...a, ...b].every(({ uncorrected }) => uncorrected !== undefined);
  const byLabel = new Map<string, LabelTally>();
  for (const { uncorrected, ...rest } of [...a, ...b]) {
    const label = keepsBoth && uncorrected !== undefined ? { ...rest, uncorrected } : rest;
    const known = byLabel.get(label.label);
    byLabel.set(label.label, known === undefined ? label : addLabels(known, label));
  }
  return [...byLabel.values()];
};

const mergeFailures = (a: readonly FailureTally[], b: readonly FailureTally[]): FailureTally[] => {
  const merged = createFailureCounter(a);
  for (const { kind, status, example, count } of b) {
    merged.add(kind, status, () => example, count);
  }
  return merged.toTally();
};

/** ISO 8601 in one fixed form (checked when read) sorts as text. */
const earlier = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);
const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);

/** Whether one part began after the other had ended. */
const areInTurn = (a: Tally, b: Tally): boolean => {
  const knowsTimes = a.startedAt !== null && a.endedAt !== null && b.startedAt !== null && b.endedAt !== null;
  return knowsTimes && ((a.endedAt ?? '') <= (b.startedAt ?? '') || (b.endedAt ?? '') <= (a.startedAt ?? ''));
};

/** Parts that ran side by side took as long as the longest, parts that ran in turn took as long as both. */
const mergeElapsedMs = (a: Tally, b: Tally): number | null => {
  if (a.elapsedMs === null || b.elapsedMs === null) {
    return a.elapsedMs ?? b.elapsedMs;
  }
  return areInTurn(a, b) ? a.elapsedMs + b.elapsedMs : Math.max(a.elapsedMs, b.elapsedMs);
};

const worseEnd = (a: Tally, b: Tally): Pick<Tally, 'end' | 'endDetail'> => {
  const badness = ({ end }: Tally): number => (end === null ? -1 : ENDS.indexOf(end) === -1 ? ENDS.length : ENDS.indexOf(end));
  const { end, endDetail } = badness(b) > badness(a) ? b : a;
  return { end, endDetail };
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What must be the same for parts to answer one question. The seed may differ: it decides nothing that the counts do not. */
const GATE_FIELDS: readonly (keyof GateHeader)[] = [
  'name',
  'expect',
  'tolerancePoints',
  'significance',
  'power',
  'maxFailures',
  'method',
  'allowUnknown',
  'requirePower',
  'diagnostics',
  'proveItCanFail',
];

/** The first field in which two records differ, with both values; null when they agree. */
const difference = <T extends object>(first: T, other: T, fields: readonly (keyof T & string)[]): string | null => {
  const field = fields.find((name) => !same(first[name], other[name]));
  if (field === undefined) {
    return null;
  }
  const [a, b] = [first[field], other[field]].map((value) => escaped(JSON.stringify(value), 120));
  return `${field} is ${a} in one and ${b} in the other`;
};

/** The size of one part was fixed beforehand, that of the other depended on its answers: no one test covers both. */
const stoppingDifference = (first: GateHeader | null, other: GateHeader | null): string | null =>
  first === null || other === null || first.sequential.length > 0 === other.sequential.length > 0
    ? null
    : 'only one of them was a --sequential run';

const rejectForeign = (first: Tally, other: Tally, place: number): void => {
  const gates = first.gate === null || other.gate === null ? null : difference(first.gate, other.gate, GATE_FIELDS);
  const found = difference(first, other, ['target', 'groupBy', 'probe']) ?? gates ?? stoppingDifference(first.gate, other.gate);
  if (found !== null) {
    throw new RangeError(`tally 1 and tally ${place} do not belong together: ${found}; judge them one by one`);
  }
};

/**
 * Parts without a rule leave the whole without one: the caller must be given it. A part of alpha and a p-value that belong to one
 * part say nothing about the whole.
 */
const mergeGate = (a: GateHeader | null, b: GateHeader | null): GateHeader | null =>
  a === null || b === null
    ? null
    : { ...a, shared: null, sequential: [...a.sequential, ...b.sequential], notes: [...new Set([...a.notes, ...b.notes])] };

/** All but the order statistics, whose slots depend on all parts together. */
const mergeTwo = (a: Tally, b: Tally): Tally => ({
  schema: a.schema,
  driver: a.driver.split(', ').includes(b.driver) ? a.driver : `${a.driver}, ${b.driver}`,
  target: a.target,
  probe: a.probe,
  groupBy: a.groupBy,
  sent: a.sent + b.sent,
  labels: mergeLabels(a.labels, b.labels),
  failures: mergeFailures(a.failures, b.failures),
  connections: { opened: a.connections.opened + b.connections.opened, fresh: a.connections.fresh && b.connections.fresh },
  startedAt: earlier(a.startedAt, b.startedAt),
  endedAt: later(a.endedAt, b.endedAt),
  elapsedMs: mergeElapsedMs(a, b),
  ...mergedPace(a, b, areInTurn(a, b)),
  ...mergedOpenings(a, b),
  ...worseEnd(a, b),
  order: null,
  gate: mergeGate(a.gate, b.gate),
});

/**
 * Several tallies of one measurement (shards, threads, a run that was continued) as one; counts add up exactly. `firstIndex` stays the smallest
 * send order within a part. Throws a RangeError when there are none, when target, rule or probe differ, when counts exceed 2^53 − 1, or when
 * there are more than 256 streams of requests in them.
 */
export const mergeTallies = (tallies: readonly Tally[]): Tally => {
  const [first, ...others] = tallies;
  if (first === undefined) {
    throw new RangeError('there is no tally to merge; give at least one');
  }
  for (const [index, other] of others.entries()) {
    rejectForeign(first, other, index + 2);
  }
  const total = tallies.reduce((sum, { sent }) => sum + BigInt(sent), 0n);
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`the tallies hold ${total} requests together, more than 2^53 − 1 can be counted; judge them one by one`);
  }
  if (others.length === 0) {
    return first;
  }
  const merged = others.reduce(mergeTwo, first);
  return { ...merged, order: mergeOrders(tallies, merged.labels) };
};
