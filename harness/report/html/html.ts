import type { GateReport, Report } from '../../model/report.ts';
import type { Look } from '../look.ts';
import { banner, gateBanner, pageTitle } from './banner.ts';
import type { Charts } from './charts.ts';
import { comparisonPart } from './comparison-part.ts';
import { gateParts } from './gate-parts.ts';
import { html, type Markup } from './markup.ts';
import { gateId, overview } from './overview.ts';
import { page } from './page.ts';
import { provenance } from './provenance.ts';

/** The report as one file for a browser: no script, nothing loaded from anywhere, and the same numbers as every other format. */
export async function renderHtml(report: Report, look: Look): Promise<string> {
  // 200 ms that no other format should wait for.
  const { charts } = await import('./charts.ts');
  const [only] = report.gates;
  const body =
    report.gates.length === 1 && only !== undefined
      ? html`${gateParts(only, { prefix: gateId(0), level: 2 }, charts)}`
      : html`${overview(report)}${comparisonPart(report.comparison)}${report.gates.map((gate, i) => gateSection(gate, i, charts))}`;
  return page({
    title: pageTitle(report),
    made: look.made ?? null,
    content: html`${banner(report)}<main>
${body}</main>
${provenance(look)}`,
  });
}

/** One gate among several. */
function gateSection(gate: GateReport, place: number, charts: Charts): Markup {
  const id = gateId(place);
  return html`<section class="gate" aria-labelledby="${id}">
${gateBanner(gate, id)}${gateParts(gate, { prefix: id, level: 3 }, charts)}</section>
`;
}
