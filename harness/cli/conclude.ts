import { summarizeLatency } from '../classify/latency.ts';
import { makeExpectation } from '../expect/expectation.ts';
import { nameVersions } from '../expect/name-versions.ts';
import { otherOrderFits } from '../expect/other-order.ts';
import { formatWeights } from '../expect/weights.ts';
import { judge } from '../judge/judge.ts';
import type { Expectation, Rule } from '../model/expectation.ts';
import type { GateReport, LatencySummary, Measurement, Report } from '../model/report.ts';
import type { GateHeader, LabelTally, Tally } from '../model/tally.ts';
import type { GateVerdict } from '../model/verdict.ts';
import { exitCodeOf } from './exit-code.ts';
import type { Question } from './question.ts';
import { checked } from './usage-error.ts';

/** What a conclusion needs beside question and tally. */
export interface Circumstances {
  readonly onInconclusive: 'fail' | 'pass';
  /** 130 or 143 when the run was interrupted: the report is written, but the exit code says that it is partial. */
  readonly interruptedExitCode: number | null;
  readonly notes: readonly string[];
}

/** A judged run: the report, and the tally with the rule in its header, so that `judge` repeats the report. */
export interface Conclusion {
  readonly report: Report;
  readonly tally: Tally;
}

/**
 * Judges the tally and puts everything a report shows into one record.
 *
 * @throws UsageError when the names of the weights do not fit what answered
 */
export function conclude(question: Question, tally: Tally, circumstances: Circumstances): Conclusion {
  const { expectation, note, guessed } = completeExpectation(question, tally);
  const verdict = judge(expectation, tally);
  const notes = [
    ...(circumstances.interruptedExitCode === null ? [] : ['interrupted: judged on the part that was measured']),
    ...question.notes,
    ...(note === null ? [] : [note]),
    ...(guessed ? orderNote(expectation, verdict) : []),
    ...circumstances.notes,
  ];
  const exitCode = circumstances.interruptedExitCode ?? exitCodeOf(verdict, circumstances.onInconclusive);
  const gate: GateReport = {
    name: tally.target,
    target: tally.target,
    exitCode,
    ...verdict,
    pHolm: verdict.p,
    sequential: null,
    diagnostics: [],
    nEff: null,
    deff: null,
    rho: null,
    notes,
    measurement: measurementOf(tally),
  };
  return {
    report: { schema: 'weighbridge/report/v1', verdict: gate.verdict, exitCode, gates: [gate] },
    tally: { ...tally, gate: headerOf(tally.target, expectation, notes) },
  };
}

/** Names the weights by what was asked and seen, and so completes the expectation. A UsageError when the names do not fit. */
function completeExpectation(
  question: Question,
  tally: Tally,
): { readonly expectation: Expectation; readonly note: string | null; readonly guessed: boolean } {
  const observed = tally.labels.map((label) => label.label);
  const naming = checked(() => nameVersions({ weights: question.weights, labels: question.labels, observed }));
  return {
    expectation: makeExpectation(naming.named, question.rule),
    note: observed.length === 0 ? null : naming.note,
    guessed: naming.mapping === 'observed',
  };
}

function headerOf(name: string, expectation: Expectation, notes: readonly string[]): GateHeader {
  const { rule } = expectation;
  return {
    name,
    expect: formatWeights(expectation.versions.map((version) => ({ name: version.name, text: version.weightText }))),
    tolerancePoints: rule.tolerancePoints,
    significance: rule.significance,
    power: powerOf(rule),
    maxFailures: rule.maxFailures,
    seed: rule.seed,
    method: rule.method,
    allowUnknown: rule.allowUnknown,
    requirePower: rule.requirePower,
    notes,
  };
}

function powerOf(rule: Rule): number {
  return Number((1 - rule.missRisk).toPrecision(12));
}

/** A bare list was matched to names by their order; when it fails but another order fits, that is worth a word. */
function orderNote(expectation: Expectation, verdict: GateVerdict): readonly string[] {
  if (verdict.verdict !== 'FAIL') return [];
  const order = otherOrderFits(
    expectation.versions.map((version) => version.share),
    verdict.counts,
  );
  if (order === null) return [];
  const fitting = expectation.versions.map((version, i) => ({
    name: expectation.versions[order[i] ?? i]?.name ?? '?',
    text: version.weightText,
  }));
  return [
    `another order of the weights would fit: --expect ${formatWeights(fitting)}; if that is what the routes say, write it so`,
  ];
}

function measurementOf(tally: Tally): Measurement {
  return {
    sent: tally.sent,
    groupBy: tally.groupBy,
    connections: tally.connections,
    startedAt: tally.startedAt,
    elapsedMs: tally.elapsedMs,
    end: tally.end,
    endDetail: tally.endDetail,
    statuses: tally.labels.flatMap((label) =>
      Object.entries(label.statuses).map(([status, count]) => ({ name: label.label, status, count })),
    ),
    failures: tally.failures,
    latency: tally.labels.flatMap(latencyOf),
  };
}

function latencyOf({ label, latency }: LabelTally): readonly LatencySummary[] {
  const summary = summarizeLatency(latency);
  return summary === null ? [] : [{ name: label, ...summary }];
}
