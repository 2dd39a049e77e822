import type { GateReport } from '../model/report.ts';

/** What was found, the reason of the verdict first, for a place where the verdict itself stands above. */
export function sentencesOf(gate: GateReport): readonly string[] {
  return [gate.message, ...gate.messages.slice(1).map((message) => message.text)].map(withoutVerdict);
}

/** The messages of STATISTICS section 10 begin with the verdict, which the headline has said already. */
function withoutVerdict(text: string): string {
  return text.replace(/^(PASS|FAIL|INCONCLUSIVE)\. /, '');
}
