import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';
import { exitCodeOf, worstExitCode } from '../../../harness/cli/exit-code.ts';
import { makeExpectation } from '../../../harness/expect/expectation.ts';
import { judge } from '../../../harness/judge/judge.ts';
import { judgeGates } from '../../../harness/judge/many-gates.ts';
import { proveItCanFail } from '../../../harness/judge/negative-control.ts';
import type { Rule } from '../../../harness/model/expectation.ts';
import type { Place } from '../../../harness/model/place.ts';
import type { GateReport, LatencySummary, Measurement, Report } from '../../../harness/model/report.ts';
import type { Tally } from '../../../harness/model/tally.ts';
import type { GateVerdict } from '../../../harness/model/verdict.ts';
import { watched } from '../judge/watched.ts';

const RULE: Rule = {
  significance: 0.01,
  missRisk: 0.05,
  tolerancePoints: null,
  maxFailures: 0.001,
  method: 'auto',
  seed: '1',
  allowUnknown: false,
  requirePower: false,
  diagnostics: 'on',
};

/** What a case changes: weights by name, counts by label, and anything of the tally or the rule. */
export interface Case {
  readonly weights: Readonly<Record<string, string>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly tally?: Partial<Tally>;
  readonly rule?: Partial<Rule>;
  readonly notes?: readonly string[];
  readonly origins?: readonly (Place | null)[];
  readonly onInconclusive?: 'fail' | 'pass';
  /** What was measured beside the counts. */
  readonly measured?: Pick<Measurement, 'latency'> & Partial<Pick<Measurement, 'uncorrectedLatency' | 'pace'>>;
  /** Prove by a wrong expectation that the gate can fail. */
  readonly prove?: true;
  /** Watched from the first of these labels on, until it is decided; `counts` are those of everything sent. */
  readonly sequential?: { readonly cap: number; readonly labels: Iterable<string | null> };
}

/** A row of a latency table. */
export const latencies = (name: string, p50Ms: number, p90Ms: number, p99Ms: number, maxMs: number): LatencySummary => ({
  name,
  p50Ms,
  p90Ms,
  p99Ms,
  p999Ms: maxMs,
  maxMs,
});

/** A report as the command line makes it, from counts and the real judge; driven at a fixed time on 127.0.0.1:31400 unless said otherwise. */
export function judged(given: Case): Report {
  const { expectation, tally, found } = questionOf(given);
  const alone = judge(expectation, tally, found);
  const { verdict, control } = given.prove ? proveItCanFail(expectation, tally, alone) : { verdict: alone, control: null };
  const gate = gateOf(tally.target, given, tally, { verdict, judgedAt: verdict.alpha, pHolm: verdict.p });
  return reportOf([{ ...gate, control }]);
}

/** The gates of one run, which share the risk by Holm's procedure; each under its name. */
export function judgedTogether(cases: Readonly<Record<string, Case>>): Report {
  const asked = Object.entries(cases).map(([name, given]) => ({ name, given, ...questionOf(given) }));
  const gates = judgeGates(asked.map(({ found, ...gate }) => ({ ...gate, sequential: found === null ? [] : [found] })));
  return reportOf(
    asked.map(({ name, given, tally }, i) => {
      const { verdict, pHolm, judgedBy } = gates[i]!;
      return gateOf(name, given, tally, { verdict, judgedAt: judgedBy.rule.significance, pHolm });
    }),
  );
}

function questionOf({ weights, counts, tally: changes, rule, sequential }: Case) {
  const labels = Object.keys(counts);
  const typed = tallyFromCounts(labels.length === 0 ? ['x'] : labels, labels.length === 0 ? [0] : Object.values(counts));
  const failed = (changes?.failures ?? []).reduce((sum, { count }) => sum + count, 0);
  const tally: Tally = {
    ...typed,
    labels: labels.length === 0 ? [] : typed.labels,
    target: 'tcp://127.0.0.1:31400',
    groupBy: 'word:1',
    startedAt: '2026-01-31T12:00:00.000Z',
    endedAt: '2026-01-31T12:00:00.090Z',
    elapsedMs: 90,
    end: 'done',
    connections: { opened: typed.sent + failed, fresh: true },
    ...changes,
    sent: typed.sent + failed,
  };
  const named = Object.entries(weights).map(([name, text]) => ({ name, text }));
  const expectation = makeExpectation(named, { ...RULE, ...rule });
  return { expectation, tally, found: sequential === undefined ? null : watched(expectation, sequential.cap, sequential.labels) };
}

function gateOf(
  name: string,
  { notes, origins, measured, onInconclusive = 'fail' }: Case,
  tally: Tally,
  { verdict, judgedAt, pHolm }: { readonly verdict: GateVerdict; readonly judgedAt: number; readonly pHolm: number | null },
): GateReport {
  return {
    name,
    target: tally.target,
    exitCode: exitCodeOf(verdict, onInconclusive),
    ...verdict,
    judgedAt,
    pHolm,
    control: null,
    notes: notes ?? [],
    origins: origins ?? [],
    overTime: [],
    measurement: {
      sent: tally.sent,
      groupBy: tally.groupBy,
      connections: tally.connections,
      startedAt: tally.startedAt,
      elapsedMs: tally.elapsedMs,
      end: tally.end,
      endDetail: tally.endDetail,
      statuses: [],
      failures: tally.failures,
      latency: [],
      uncorrectedLatency: [],
      pace: null,
      ...measured,
    },
  };
}

function reportOf(gates: readonly GateReport[]): Report {
  const verdict = (['FAIL', 'INCONCLUSIVE'] as const).find((one) => gates.some((gate) => gate.verdict === one)) ?? 'PASS';
  const exitCode = worstExitCode(gates.map((gate) => gate.exitCode));
  return { schema: 'weighbridge/report/v1', verdict, exitCode, gates, comparison: null };
}
