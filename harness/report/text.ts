import type { GateReport, Report } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { adviceFor } from './advice.ts';
import { failureLines } from './failure-lines.ts';
import { figureLines } from './figure-lines.ts';
import { namedHeadline } from './headline.ts';
import { latencyTable } from './latency-table.ts';
import type { Look } from './look.ts';
import { printable } from './printable.ts';
import { runSummary } from './run-summary.ts';
import { sentencesOf } from './sentences.ts';
import { versionTable } from './version-table.ts';
import { withoutCommands } from './without-commands.ts';
import { wrap } from './wrap.ts';

const INDENT = '      ';
/** Sentences and notes are shorter; what is longer quotes somebody who wants to fill the log. */
const MOST_COLUMNS = 4000;

/** The report for a person: verdict first, then the reason, the numbers, and what to do next. */
export function renderText(report: Report, look: Look): string {
  return withoutCommands([...report.gates.map((gate) => renderGate(gate, look)), ...closing(report, look)].join('\n'));
}

/** What is said once for all gates: how they compare, or how the run ended. */
function closing(report: Report, look: Look): string[] {
  if (report.comparison !== null) {
    const text = printable(report.comparison.text, Number.POSITIVE_INFINITY);
    return [`${wrap(text, look.columns).join('\n')}\n`];
  }
  return report.gates.length < 2 ? [] : [`${headLines(report, runSummary(report), look).join('\n')}\n`];
}

/** One gate of it. */
export function renderGate(gate: GateReport, look: Look): string {
  // Sentences and notes quote names and addresses from outside; this is the last place before a terminal.
  const paragraph = (text: string) =>
    wrap(printable(text, MOST_COLUMNS), look.columns - INDENT.length).map((line) => INDENT + line);
  const blocks = [
    headLines(gate, namedHeadline(gate), look),
    sentencesOf(gate).flatMap(paragraph),
    versionTable(gate, look.columns - INDENT.length).map((line) => (INDENT + line).trimEnd()),
    latencyTable(gate, look.columns - INDENT.length).map((line) => INDENT + line),
    [...figureLines(gate).flatMap(paragraph), ...failureLines(gate).flatMap(paragraph), ...gate.notes.flatMap(paragraph)],
    adviceFor(gate).flatMap((advice) => paragraph(`Next: ${advice}`)),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** A verdict and what it is about, continued under the sentences when it is long. */
function headLines(judged: { readonly verdict: Verdict }, text: string, look: Look): string[] {
  const room = look.columns - Math.max(INDENT.length, judged.verdict.length + 2);
  return wrap(text, room).map((line, i) => (i === 0 ? `${colored(judged, look)}  ${line}` : INDENT + line));
}

function colored({ verdict }: { readonly verdict: Verdict }, look: Look): string {
  if (!look.color) return verdict;
  const code = { PASS: 32, FAIL: 31, INCONCLUSIVE: 33 }[verdict];
  return `\u001b[1;${code}m${verdict}\u001b[0m`;
}
