import { type JudgedGate, judgeGates, judgeOne } from '../judge/many-gates.ts';
import { proveItCanFail } from '../judge/negative-control.ts';
import { sharesOverTime } from '../judge/over-time.ts';
import type { GateReport, Report } from '../model/report.ts';
import type { SharedRisk, Tally } from '../model/tally.ts';
import type { Verdict } from '../model/verdict.ts';
import { about } from './asked-gate.ts';
import { exitCodeOf, worstExitCode } from './exit-code.ts';
import { completeExpectation, type Expected, orderNote } from './expected.ts';
import { headerOf } from './gate-header.ts';
import { measurementOf } from './measurement.ts';
import { openingNotes } from './opening-notes.ts';
import type { Weighed } from './weighing.ts';

/** A judged run: the report, and the tallies with the rule in their headers, so that `judge` repeats it. */
export interface Conclusion {
  readonly report: Report;
  readonly tallies: readonly Tally[];
}

/** A gate that can be judged. */
type Ready = Weighed & Expected;

/** A gate with its place in the report. */
interface Concluded {
  readonly gate: GateReport;
  readonly tally: Tally;
}

/**
 * Judges all gates of a run together and puts everything a report shows into one record.
 *
 * @param interruptedExitCode 129, 130, 131 or 143 when the run was interrupted: the report is written, but the exit code says that it is partial
 * @throws UsageError when the names of the weights do not fit what answered
 */
export function conclude(weighed: readonly Weighed[], interruptedExitCode: number | null): Conclusion {
  const ready = weighed.map((gate) => ({ ...gate, ...about(gate.where, () => completeExpectation(gate.question, gate.tally)) }));
  const judged = ready.length === 1 ? ready.map(judgeAlone) : judgeGates(ready);
  const concluded = ready.map((gate, i) => concludeGate(gate, judged[i] ?? judgeAlone(gate), interruptedExitCode));
  return {
    report: summary(
      concluded.map(({ gate }) => gate),
      interruptedExitCode,
    ),
    tallies: concluded.map(({ tally }) => tally),
  };
}

/** One gate has the whole risk, unless it was saved by a run in which it had a part of it. */
function judgeAlone(gate: Ready): JudgedGate {
  const { shared } = gate.question;
  if (shared !== null) return judgeAgain(gate, shared);
  const [judged] = judgeGates([gate]);
  if (judged === undefined) throw new Error('a gate was judged to nothing');
  return judged;
}

function judgeAgain(ready: Ready, { significance, testSignificance, pHolm }: SharedRisk): JudgedGate {
  const { expectation } = ready;
  const judgedBy = { ...expectation, rule: { ...expectation.rule, significance, testSignificance } };
  return { verdict: { ...judgeOne(judgedBy, ready), alpha: expectation.rule.significance }, pHolm, judgedBy };
}

function concludeGate(ready: Ready, judged: JudgedGate, interruptedExitCode: number | null): Concluded {
  const { question, tally, expectation } = ready;
  const { verdict, control } = question.proveItCanFail
    ? proveItCanFail(judged.judgedBy, tally, judged.verdict)
    : { verdict: judged.verdict, control: null };
  const notes = [
    ...(interruptedExitCode === null ? [] : ['interrupted: judged on the part that was measured']),
    ...question.notes,
    ...(ready.note === null ? [] : [ready.note]),
    ...(ready.guessed ? orderNote(expectation, verdict) : []),
    ...ready.notes,
  ];
  const name = ready.name ?? tally.target;
  const gate: GateReport = {
    name,
    target: tally.target,
    exitCode: interruptedExitCode ?? exitCodeOf(verdict, ready.onInconclusive),
    ...verdict,
    judgedAt: judged.judgedBy.rule.significance,
    pHolm: judged.pHolm,
    origins: expectation.versions.map((_, i) => question.origins[i] ?? null),
    overTime: sharesOverTime(judged.judgedBy, tally.order, verdict.unit === 'request' && verdict.nEff === verdict.n),
    control,
    // Not saved with the rule: they are read off the tally again.
    notes: [...notes, ...openingNotes(tally)],
    measurement: measurementOf(tally),
  };
  return { gate, tally: { ...tally, gate: headerOf(name, ready, judged, notes) } };
}

/** A run fails if any gate does, and passes only if all do. */
function summary(gates: readonly GateReport[], interruptedExitCode: number | null): Report {
  const verdicts = gates.map(({ verdict }) => verdict);
  const verdict = (['FAIL', 'INCONCLUSIVE'] as const).find((one) => verdicts.includes(one)) ?? ('PASS' satisfies Verdict);
  const exitCode = interruptedExitCode ?? worstExitCode(gates.map((gate) => gate.exitCode));
  return { schema: 'weighbridge/report/v1', verdict, exitCode, gates, comparison: null };
}
