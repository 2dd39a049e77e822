import type { GateReport } from '../model/report.ts';
import { type CiOutcome, ciOutcome } from './ci-outcome.ts';
import { namedHeadline } from './headline.ts';
import type { JunitCase, JunitSuite } from './junit-model.ts';
import { junitProperties } from './junit-properties.ts';
import { junitVersions } from './junit-versions.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';
import { sentencesOf } from './sentences.ts';
import { renderGate } from './text.ts';
import { uniqueNames } from './unique-names.ts';

/**
 * A gate as a suite: one case for the verdict, one per version, one per stranger that should not have answered. Only the case of the
 * verdict has a time, so that the times add up.
 *
 * @param decides false for a gate that is shown beside the one that decides
 */
export function junitSuite(gate: GateReport, decides: boolean, look: Look): JunitSuite {
  const outcome = ciOutcome(gate, decides);
  const cases = [gateCase(gate, outcome, decides, look), ...junitVersions(gate, outcome)];
  // Whole milliseconds: a JUnit time has no exponent.
  const seconds = Math.round(gate.measurement.elapsedMs ?? 0) / 1000;
  const names = uniqueNames(cases.map(({ name }) => name));
  return {
    name: printable(gate.name, 200),
    seconds,
    startedAt: gate.measurement.startedAt,
    properties: junitProperties(gate, look),
    cases: cases.map((one, i) => ({ ...one, name: names[i] ?? one.name, seconds: i === 0 ? seconds : 0, type: gate.verdict })),
  };
}

function gateCase(gate: GateReport, outcome: CiOutcome, decides: boolean, look: Look): Omit<JunitCase, 'seconds' | 'type'> {
  const [reason = '', ...others] = sentencesOf(gate).map((text) => printable(text, 2000));
  const besides = decides ? '' : 'shown for comparison, decides nothing: ';
  const stopped = gate.verdict === 'PASS' ? 'interrupted before the end, so this is no PASS of the whole: ' : '';
  return {
    name: 'verdict',
    outcome,
    message: outcome === 'passed' ? '' : `${besides}${stopped}${gate.verdict}: ${reason}`,
    detail: [namedHeadline(gate), reason, ...others].join('\n'),
    output: renderGate(gate, { ...look, color: false }),
  };
}
