import type { GateReport, Report } from '../../model/report.ts';
import { headline, namedHeadline } from '../headline.ts';
import { runSummary } from '../run-summary.ts';
import { sentencesOf } from '../sentences.ts';
import { html, type Markup } from './markup.ts';
import { verdictChip } from './verdict-chip.ts';

/** The verdict of the whole run in one line, for the title of the page. */
export function pageTitle(report: Report): string {
  return `${report.verdict} · ${headlineOf(report)}`;
}

/** What a reader sees first: the verdict, what was found, and why. */
export function banner(report: Report): Markup {
  return html`<header class="banner ${report.verdict.toLowerCase()}">
<h1>${verdictChip(report.verdict)} <span class="headline">${headlineOf(report)}</span></h1>
${reasonsOf(report).map(paragraph)}</header>
`;
}

/** The same for one gate among several. */
export function gateBanner(gate: GateReport, id: string): Markup {
  return html`<header class="banner ${gate.verdict.toLowerCase()}">
<h2 id="${id}">${verdictChip(gate.verdict)} <span class="headline">${namedHeadline(gate)}</span></h2>
${sentencesOf(gate).map(paragraph)}</header>
`;
}

function paragraph(text: string): Markup {
  return html`<p>${text}</p>
`;
}

function headlineOf(report: Report): string {
  const [first] = report.gates;
  if (first === undefined) return '';
  // Of two ways to connect, new connections decide.
  if (report.comparison !== null) return headline(first);
  return report.gates.length === 1 ? namedHeadline(first) : runSummary(report);
}

/** Several gates have their reasons in sections of their own. */
function reasonsOf({ gates, comparison }: Report): readonly string[] {
  if (comparison !== null) return [comparison.text];
  return gates.length === 1 ? gates.flatMap(sentencesOf) : [];
}
