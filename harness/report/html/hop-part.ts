import type { GateReport } from '../../model/report.ts';
import { percent, thousands } from '../numbers.ts';
import { shareText } from '../share-text.ts';
import { type HopCell, hopTable } from './hop-table.ts';
import { html, type Markup } from './markup.ts';
import { nameOf } from './name.ts';
import { partOf, type Stand } from './part.ts';
import { tableOf } from './table.ts';

const NAME_COLUMNS = 32;

/** Which way requests went from hop to hop, where a gate reads several rules off one answer. */
export function hopPart(gate: GateReport, stand: Stand): Markup | null {
  const table = gate.nAll === 0 ? null : hopTable(gate);
  if (table === null) return null;
  const [down, across] = table.rules;
  const cell = ({ count, promised }: HopCell) =>
    html`${thousands(count)} <span class="aside below">${percent(table.sum.count === 0 ? 0 : count / table.sum.count)}, expected ${expected(promised)}</span>`;
  return partOf(stand, 'hops', 'Hop by hop', [
    html`<p>One answer tells ${nameOf(down, NAME_COLUMNS)} and ${nameOf(across, NAME_COLUMNS)}: each cell has the requests with both, their share of all, and the share that was expected.</p>
`,
    tableOf({
      id: `${stand.prefix}-hops-table`,
      caption: html`Requests by ${nameOf(down, NAME_COLUMNS)} (down) and ${nameOf(across, NAME_COLUMNS)} (across)`,
      columns: [
        { title: nameOf(down, NAME_COLUMNS), kind: 'text' },
        ...table.across.map((name) => ({ title: nameOf(name, NAME_COLUMNS), kind: 'number' }) as const),
        { title: 'all', kind: 'number' },
      ],
      rows: table.down.map((name, i) => [
        nameOf(name, NAME_COLUMNS),
        ...(table.cells[i] ?? []).map(cell),
        cell(table.downSums[i] ?? { count: 0, promised: 0 }),
      ]),
      foot: ['all', ...table.acrossSums.map(cell), cell(table.sum)],
    }),
  ]);
}

/** Sums of shares gather rounding errors: 0.1 + 0.2 is not 30 % to the last digit. */
function expected(promised: number): string {
  return shareText(Number(promised.toPrecision(12)));
}
