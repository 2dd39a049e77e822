import { formatWeights } from '../expect/weights.ts';
import type { JudgedGate } from '../judge/many-gates.ts';
import type { Expectation } from '../model/expectation.ts';
import type { GateHeader, SharedRisk } from '../model/tally.ts';
import { complementOf } from './complement.ts';
import type { Expected } from './expected.ts';
import type { Weighed } from './weighing.ts';

/** The rule of a judged gate as it is saved in its tally, so that `weighbridge judge` repeats the verdict. */
export function headerOf(
  name: string,
  { expectation, question, sequential }: Expected & Pick<Weighed, 'question' | 'sequential'>,
  judged: JudgedGate,
  notes: readonly string[],
): GateHeader {
  const { rule } = expectation;
  const { origins } = question;
  return {
    name,
    expect: formatWeights(expectation.versions.map((version) => ({ name: version.name, text: version.weightText }))),
    ...(origins.some((origin) => origin !== null) ? { origins } : {}),
    tolerancePoints: rule.tolerancePoints,
    significance: rule.significance,
    power: complementOf(rule.missRisk),
    maxFailures: rule.maxFailures,
    seed: rule.seed,
    method: rule.method,
    allowUnknown: rule.allowUnknown,
    requirePower: rule.requirePower,
    diagnostics: rule.diagnostics,
    proveItCanFail: question.proveItCanFail,
    shared: sharedOf(expectation, judged),
    sequential,
    notes,
  };
}

/** A gate that had the whole risk needs no more than its rule. */
function sharedOf(expectation: Expectation, { judgedBy, pHolm }: JudgedGate): SharedRisk | null {
  const { significance, testSignificance = significance } = judgedBy.rule;
  return judgedBy === expectation ? null : { significance, testSignificance, pHolm };
}
