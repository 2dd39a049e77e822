import type { GateReport } from '../model/report.ts';
import { adviceFor } from './advice.ts';
import { failureLines } from './failure-lines.ts';
import { figureLines } from './figure-lines.ts';
import { namedHeadline } from './headline.ts';
import { markdownVersions } from './markdown-table.ts';
import { markdownParagraph, markdownText } from './markdown-text.ts';
import { sentencesOf } from './sentences.ts';

/** One gate in Markdown: verdict and reason, the versions, what went wrong, what to do, and folded away how it was tested. */
export function markdownGate(gate: GateReport): string {
  const blocks = [
    `**${gate.verdict}** ${markdownText(namedHeadline(gate))}`,
    ...sentencesOf(gate).map(markdownParagraph),
    ...(gate.nAll === 0 ? [] : [markdownVersions(gate)]),
    ...listOf([...failureLines(gate), ...gate.notes]),
    ...adviceFor(gate).map((advice) => `**Next:** ${markdownText(advice)}`),
    ...details(gate),
  ];
  return blocks.join('\n\n');
}

function listOf(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [lines.map((line) => `- ${markdownParagraph(line)}`).join('\n')];
}

/** The blank lines are needed: without them GitHub reads what is inside as HTML. */
function details(gate: GateReport): readonly string[] {
  const lines = figureLines(gate);
  return lines.length === 0 ? [] : ['<details><summary>Test and traffic</summary>', ...listOf(lines), '</details>'];
}
