import type { GateReport, Report } from '../model/report.ts';
import { adviceFor } from './advice.ts';
import { headline } from './headline.ts';
import type { Look } from './look.ts';
import { elapsed, pValue, risk, thousands } from './numbers.ts';
import { printable } from './printable.ts';
import { versionTable } from './version-table.ts';
import { wrap } from './wrap.ts';

/** Kinds of failure that are told one by one. */
const MOST_FAILURE_LINES = 8;
const INDENT = '      ';

/** The report for a person: verdict first, then the reason, the numbers, and what to do next. */
export function renderText(report: Report, look: Look): string {
  return report.gates.map((gate) => renderGate(gate, look)).join('\n');
}

function renderGate(gate: GateReport, look: Look): string {
  // Sentences and notes quote names and addresses from outside; this is the last place before a terminal.
  const paragraph = (text: string) =>
    wrap(printable(text, Number.POSITIVE_INFINITY), look.columns - INDENT.length).map((line) => INDENT + line);
  const blocks = [
    headLines(gate, look),
    [gate.message, ...gate.messages.slice(1).map((message) => message.text)].map(withoutVerdict).flatMap(paragraph),
    versionTable(gate, look.columns - INDENT.length).map((line) => (INDENT + line).trimEnd()),
    [
      ...(gate.nAll === 0 ? [] : [testLine(gate), trafficLine(gate), ...groupByLine(gate)].flatMap(paragraph)),
      ...failureLines(gate).flatMap(paragraph),
      ...gate.notes.flatMap(paragraph),
    ],
    adviceFor(gate).flatMap((advice) => paragraph(`Next: ${advice}`)),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The headline, continued under the sentences when it is long. */
function headLines(gate: GateReport, look: Look): string[] {
  const room = look.columns - Math.max(INDENT.length, gate.verdict.length + 2);
  return wrap(headline(gate), room).map((line, i) => (i === 0 ? `${colored(gate, look)}  ${line}` : INDENT + line));
}

/** Typed-in counts and whole lines are their own names; there is nothing to tell. */
function groupByLine({ measurement }: GateReport): string[] {
  const { groupBy, startedAt } = measurement;
  return startedAt === null && groupBy === 'line' ? [] : [`versions read by ${printable(groupBy)}`];
}

/** The messages of STATISTICS section 10 begin with the verdict, which the headline has said already. */
function withoutVerdict(text: string): string {
  return text.replace(/^(PASS|FAIL|INCONCLUSIVE)\. /, '');
}

function colored(gate: GateReport, look: Look): string {
  if (!look.color) return gate.verdict;
  const code = { PASS: 32, FAIL: 31, INCONCLUSIVE: 33 }[gate.verdict];
  return `\u001b[1;${code}m${gate.verdict}\u001b[0m`;
}

/** `chi-square 57.60, df 1, p = 3.2e-14`. */
function testLine(gate: GateReport): string {
  const rule = `false-alarm risk ${risk(gate.alpha)}`;
  if (gate.p === null || gate.log10P === null || gate.chi2 === null || gate.method === 'structural')
    return `no test of shares · ${rule}`;
  const chi2 = `chi-square ${gate.chi2.toFixed(2)}, df ${gate.df}`;
  const p = pValue(gate.p, gate.log10P);
  const how = {
    chi2: `${chi2}, ${p}`,
    exact: `${chi2}, exact test ${p}`,
    mc: `${chi2}, Monte Carlo test ${p} (${thousands(gate.replicates ?? 0)} replicates, seed ${gate.seed})`,
    sequential: `${chi2}, sequential test ${p}`,
  };
  return `${how[gate.method]} · ${rule}`;
}

function trafficLine(gate: GateReport): string {
  const { sent, connections, elapsedMs } = gate.measurement;
  const over =
    connections.opened === 0
      ? ''
      : ` on ${thousands(connections.opened)} ${connections.opened === 1 ? 'connection' : 'connections'}`;
  const time = elapsedMs === null ? '' : ` in ${elapsed(elapsedMs)}`;
  return `${thousands(sent)} ${sent === 1 ? 'request' : 'requests'}${over}${time} · ${thousands(gate.failing)} failed`;
}

function failureLines(gate: GateReport): string[] {
  const { failures } = gate.measurement;
  const more = failures.length - MOST_FAILURE_LINES;
  const lines = failures.slice(0, MOST_FAILURE_LINES).map((failure) => {
    const what = failure.status === null ? failure.kind : `HTTP ${failure.status} without a version`;
    return `failed: ${thousands(failure.count)} × ${what}${failure.example === '' ? '' : ` (${printable(failure.example, 120)})`}`;
  });
  return more > 0 ? [...lines, `failed: ${more} more kinds (--report json lists all)`] : lines;
}
