import type { Problem, ProblemSeverity } from '../model/routes-report.ts';
import { wrapTight } from './break-long.ts';
import { placeText } from './destination-table.ts';
import type { Look } from './look.ts';
import { thousands } from './numbers.ts';
import { printable } from './printable.ts';

const ORDER: readonly ProblemSeverity[] = ['error', 'missing', 'warning', 'note'];
/** What a person reads of each kind; the JSON report has all. */
const MOST_LINES: Readonly<Record<ProblemSeverity, number>> = { error: 50, missing: 10, warning: 20, note: 5 };
const COLORS: Readonly<Record<ProblemSeverity, number | null>> = { error: 31, missing: 33, warning: 33, note: null };
const COUNTED: Readonly<Record<ProblemSeverity, readonly [one: string, several: string]>> = {
  error: ['error', 'errors'],
  missing: ['reference to something missing', 'references to something missing'],
  warning: ['warning', 'warnings'],
  note: ['note', 'notes'],
};
const LABEL_COLUMNS = 7;
const GAP = '  ';

/** Problems for a person, errors first and notes last: `error  file:line: what is wrong; what to write`. Empty without any. */
export function problemLines(problems: readonly Problem[], look: Look): readonly string[] {
  return ORDER.flatMap((severity) => {
    const found = problems.filter((problem) => problem.severity === severity);
    const more = found.length - MOST_LINES[severity];
    return [
      ...found.slice(0, MOST_LINES[severity]).flatMap((problem) => linesOf(problem, look)),
      ...(more > 0 ? [`and ${counted(severity, more, 'more ')}; --report json shows all`] : []),
    ];
  });
}

function linesOf({ severity, place, text, fix }: Problem, look: Look): readonly string[] {
  const sentence = `${placeText(place)}: ${printable(`${text}; ${fix}`, Number.POSITIVE_INFINITY)}`;
  const indent = ' '.repeat(LABEL_COLUMNS + GAP.length);
  const label = colored(severity, look) + ' '.repeat(LABEL_COLUMNS - severity.length) + GAP;
  return wrapTight(sentence, look.columns - indent.length).map((line, i) => (i === 0 ? label : indent) + line);
}

function colored(severity: ProblemSeverity, look: Look): string {
  const code = COLORS[severity];
  return look.color && code !== null ? `\u001b[1;${code}m${severity}\u001b[0m` : severity;
}

/** `1 error`, `7 more notes`. */
function counted(severity: ProblemSeverity, count: number, more: string): string {
  return `${thousands(count)} ${more}${COUNTED[severity][count === 1 ? 0 : 1]}`;
}
