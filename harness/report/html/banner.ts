import type { GateReport, Report } from '../../model/report.ts';
import { runSummary } from '../run-summary.ts';
import { type Content, html, type Markup } from './markup.ts';
import { namedHeadline, sentencesOf, verdictChip } from './verdict-words.ts';

/** The verdict of the whole run in one line, for the title of the page. */
export function pageTitle(report: Report): string {
  return `${report.verdict} · ${headlineOf(report)}`;
}

/** What a reader sees first: the verdict, what was found, and why. */
export function banner(report: Report): Markup {
  const [only] = report.gates;
  const isAlone = report.gates.length === 1 && only !== undefined;
  return html`<header class="banner ${report.verdict.toLowerCase()}">
<h1>${verdictChip(report.verdict)} <span class="headline">${headlineOf(report)}</span></h1>
${isAlone ? sentences(only) : null}</header>
`;
}

/** The sentences that say why, one paragraph each. */
export function sentences(gate: GateReport): Content {
  return sentencesOf(gate).map(
    (text) => html`<p>${text}</p>
`,
  );
}

function headlineOf(report: Report): string {
  const [first] = report.gates;
  return report.gates.length === 1 && first !== undefined ? namedHeadline(first) : runSummary(report);
}
