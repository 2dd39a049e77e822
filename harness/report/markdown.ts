import type { GateReport, Report } from '../model/report.ts';
import type { Look } from './look.ts';
import { markdownGate } from './markdown-gate.ts';
import { markdownTable } from './markdown-table.ts';
import { markdownParagraph, markdownText } from './markdown-text.ts';
import { pCell } from './number-text.ts';
import { thousands } from './numbers.ts';
import { runSummary } from './run-summary.ts';

/** GitHub refuses a step summary of more than 1 MiB; what other commands of the step write needs room too. */
const MOST_BYTES = 1_000_000;

/** A report as Markdown for a step summary or a comment; several gates begin with an overview. Never more than 1 MB: what follows is cut. */
export function renderMarkdown(report: Report, look: Look): string {
  return fitted([...overview(report), ...report.gates.map(markdownGate), ...closing(report, look)], MOST_BYTES);
}

function overview(report: Report): readonly string[] {
  if (report.gates.length < 2 || report.comparison !== null) return [];
  const rows = report.gates.map((gate) => [
    markdownText(gate.name, 80),
    gate.verdict,
    gate.reason,
    thousands(gate.nAll),
    pText(gate),
  ]);
  return [
    `**${report.verdict}** ${markdownText(runSummary(report))}`,
    markdownTable(['gate', 'verdict', 'reason', 'requests', 'p'], rows, 3),
  ];
}

function pText({ method, p, log10P }: GateReport): string {
  return method === 'structural' ? '–' : markdownText(pCell(p, log10P));
}

function closing({ comparison }: Report, { command, made }: Look): readonly string[] {
  return [
    ...(comparison === null ? [] : [markdownParagraph(comparison.text)]),
    ...(command === undefined ? [] : [`Command: <code>${markdownText(command, 2000)}</code>`]),
    ...(made === undefined ? [] : [`Made by ${markdownText(made)}`]),
  ];
}

/** The blocks that fit, with a rule between the parts, and a sentence when not all do. */
function fitted(blocks: readonly string[], mostBytes: number): string {
  const cut = '**Cut here:** the report is longer than a step summary may be. `--out report.json` has all of it.';
  const bytesOf = (text: string) => new TextEncoder().encode(text).length + 2;
  let bytes = bytesOf(cut);
  const kept: string[] = [];
  for (const block of blocks) {
    bytes += bytesOf(block);
    if (bytes > mostBytes) return `${[...kept, cut].join('\n\n')}\n`;
    kept.push(block);
  }
  return `${kept.join('\n\n')}\n`;
}
