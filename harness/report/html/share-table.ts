import type { GateReport } from '../../model/report.ts';
import { placeText } from '../destination-table.ts';
import { expectedText, intervalText, signed } from '../number-text.ts';
import { percent, risk, thousands } from '../numbers.ts';
import { shareText } from '../share-text.ts';
import type { VersionRow } from '../version-rows.ts';
import { html, type Markup } from './markup.ts';
import { nameOf } from './name.ts';
import type { Stand } from './part.ts';
import { tableOf } from './table.ts';

const WEIGHT_COLUMNS = 16;

/** All versions: what was promised, what came, how sure that is, and how unusual. */
export function shareTable(gate: GateReport, rows: readonly VersionRow[], { prefix }: Stand): Markup {
  const hasOrigins = rows.some(({ origin }) => origin !== null);
  const numbers = [
    'expected share',
    'observed share',
    `${risk(1 - gate.judgedAt)} interval`,
    'weight',
    'expected',
    'observed',
    'residual',
  ];
  return tableOf({
    id: `${prefix}-shares-table`,
    caption: html`Versions: shares and counts of ${thousands(gate.n)} requests${unitText(gate)}`,
    columns: [
      { title: hasOrigins ? 'version, and the line of its weight' : 'version', kind: 'text' },
      ...numbers.map((title) => ({ title, kind: 'number' }) as const),
    ],
    rows: rows.map(cellsOf),
  });
}

function cellsOf(row: VersionRow) {
  return [
    html`${nameOf(row.name)}${asideOf(row)}`,
    shareText(row.promised),
    row.share === null ? '–' : percent(row.share),
    intervalText(row.interval?.lo ?? null, row.interval?.hi ?? null),
    row.weight === null ? '–' : nameOf(row.weight, WEIGHT_COLUMNS),
    expectedText(row.expected),
    thousands(row.count),
    row.residual === null ? '–' : signed(row.residual, 2),
  ];
}

function asideOf({ weight, origin }: VersionRow): Markup | null {
  if (weight === null) return html` <span class="aside">not in the weights</span>`;
  return origin === null ? null : html` <span class="aside below">${placeText(origin)}</span>`;
}

/** Intervals and residuals rest on decisions, which need not be requests. */
function unitText({ unit, n, nEff }: GateReport): string {
  if (nEff === n) return '';
  return unit === 'request'
    ? `, worth ${thousands(nEff)} independent ones`
    : `; intervals and residuals rest on ${thousands(nEff)} ${unit}s`;
}
