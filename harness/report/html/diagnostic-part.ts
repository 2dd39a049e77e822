import type { GateReport } from '../../model/report.ts';
import { pCell, pHolmCell } from '../number-text.ts';
import { DIAGNOSTIC_WORDS } from './diagnostic-words.ts';
import { html, type Markup } from './markup.ts';
import { partOf, type Stand } from './part.ts';
import { tableOf } from './table.ts';

/** The patterns that would make the verdict doubtful, or explain it: each test, what it found, and what that means. */
export function diagnosticPart({ diagnostics }: GateReport, stand: Stand): Markup | null {
  if (diagnostics.length === 0) return null;
  const fired = diagnostics.filter((one) => one.fired);
  return partOf(stand, 'diagnostics', 'Diagnostics', [
    fired.length === 0
      ? html`<p>No pattern was found in the order of the answers that would speak against the verdict.</p>
`
      : html`<ul>${fired.map(({ id }) => html`<li><strong>${DIAGNOSTIC_WORDS[id].title}</strong>: ${DIAGNOSTIC_WORDS[id].meaning}</li>`)}</ul>
`,
    tableOf({
      id: `${stand.prefix}-diagnostics-table`,
      caption: 'Tests of the order and the grouping of answers; found: adjusted p below 0.001, and large enough to matter',
      columns: [
        { title: 'test', kind: 'text' },
        { title: 'looks for', kind: 'text' },
        { title: 'result', kind: 'text' },
        { title: 'p', kind: 'number' },
        { title: 'adjusted p', kind: 'number' },
        { title: 'statistic', kind: 'number' },
      ],
      rows: diagnostics.map(({ id, fired: isFound, p, log10P, pHolm, stat }) => [
        html`${DIAGNOSTIC_WORDS[id].title} <span class="aside">${id}</span>`,
        DIAGNOSTIC_WORDS[id].looksFor,
        isFound ? html`<strong>found</strong>` : 'not found',
        pCell(p, log10P),
        pHolmCell(pHolm),
        html`<span class="aside">${DIAGNOSTIC_WORDS[id].stat}</span> ${Number(stat.toPrecision(4))}`,
      ]),
    }),
  ]);
}
