import { isGrpcStatus, statusText } from '../model/grpc-status.ts';
import type { GateReport, Report } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { adviceFor } from './advice.ts';
import { controlLine } from './control-line.ts';
import { headline } from './headline.ts';
import { latencyTable } from './latency-table.ts';
import type { Look } from './look.ts';
import { elapsed, pValue, risk, thousands } from './numbers.ts';
import { paceLine } from './pace-line.ts';
import { printable } from './printable.ts';
import { runSummary } from './run-summary.ts';
import { slowerLine } from './slower-line.ts';
import { versionTable } from './version-table.ts';
import { wrap } from './wrap.ts';

/** Kinds of failure that are told one by one. */
const MOST_FAILURE_LINES = 8;
const INDENT = '      ';

/** The report for a person: verdict first, then the reason, the numbers, and what to do next. */
export function renderText(report: Report, look: Look): string {
  return [...report.gates.map((gate) => renderGate(gate, look)), ...closing(report, look)].join('\n');
}

/** What is said once for all gates: how they compare, or how the run ended. */
function closing(report: Report, look: Look): string[] {
  if (report.comparison !== null) {
    const text = printable(report.comparison.text, Number.POSITIVE_INFINITY);
    return [`${wrap(text, look.columns).join('\n')}\n`];
  }
  return report.gates.length < 2 ? [] : [`${headLines(report, runSummary(report), look).join('\n')}\n`];
}

function renderGate(gate: GateReport, look: Look): string {
  // Sentences and notes quote names and addresses from outside; this is the last place before a terminal.
  const paragraph = (text: string) =>
    wrap(printable(text, Number.POSITIVE_INFINITY), look.columns - INDENT.length).map((line) => INDENT + line);
  const blocks = [
    headLines(gate, namedHeadline(gate), look),
    [gate.message, ...gate.messages.slice(1).map((message) => message.text)].map(withoutVerdict).flatMap(paragraph),
    versionTable(gate, look.columns - INDENT.length).map((line) => (INDENT + line).trimEnd()),
    latencyTable(gate, look.columns - INDENT.length).map((line) => INDENT + line),
    [
      ...(gate.nAll === 0
        ? []
        : [
            testLine(gate),
            trafficLine(gate),
            ...paceLine(gate),
            ...slowerLine(gate),
            ...groupByLine(gate),
            ...controlLine(gate),
          ].flatMap(paragraph)),
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

/** A gate that has a name of its own is called by it. */
function namedHeadline(gate: GateReport): string {
  return gate.name === gate.target ? headline(gate) : `${printable(gate.name, 60)}: ${headline(gate)}`;
}

/** A verdict and what it is about, continued under the sentences when it is long. */
function headLines(judged: { readonly verdict: Verdict }, text: string, look: Look): string[] {
  const room = look.columns - Math.max(INDENT.length, judged.verdict.length + 2);
  return wrap(text, room).map((line, i) => (i === 0 ? `${colored(judged, look)}  ${line}` : INDENT + line));
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

function colored({ verdict }: { readonly verdict: Verdict }, look: Look): string {
  if (!look.color) return verdict;
  const code = { PASS: 32, FAIL: 31, INCONCLUSIVE: 33 }[verdict];
  return `\u001b[1;${code}m${verdict}\u001b[0m`;
}

/** `chi-square 57.60, df 1, p = 3.2e-14`. */
function testLine(gate: GateReport): string {
  const rule = `false-alarm risk ${risk(gate.alpha)}${sharedText(gate)}`;
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

/** Beside other gates: what of the risk this one had, and its p-value adjusted for them. */
function sharedText({ alpha, judgedAt, p, pHolm }: GateReport): string {
  if (pHolm === null || p === null || (judgedAt === alpha && pHolm === p)) return '';
  const adjusted = pHolm < 1e-300 ? 'p < 1e-300' : pValue(pHolm, Math.log10(pHolm));
  return ` for all gates, ${risk(judgedAt)} for this one (adjusted ${adjusted})`;
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

/** `HTTP 503`, `gRPC UNAVAILABLE (14)`. */
function statusWords(status: number): string {
  return isGrpcStatus(status) ? statusText(status) : `HTTP ${status}`;
}

function failureLines(gate: GateReport): string[] {
  const { failures } = gate.measurement;
  const more = failures.length - MOST_FAILURE_LINES;
  const lines = failures.slice(0, MOST_FAILURE_LINES).map((failure) => {
    const what = failure.status === null ? failure.kind : `${statusWords(failure.status)} without a version`;
    return `failed: ${thousands(failure.count)} × ${what}${failure.example === '' ? '' : ` (${printable(failure.example, 120)})`}`;
  });
  return more > 0 ? [...lines, `failed: ${more} more kinds (--report json lists all)`] : lines;
}
