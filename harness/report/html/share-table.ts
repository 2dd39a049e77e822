import type { GateReport } from '../../model/report.ts';
import { placeText } from '../destination-table.ts';
import { percent, risk, thousands } from '../numbers.ts';
import { shareText } from '../share-text.ts';
import { html, type Markup } from './markup.ts';
import { nameOf } from './name.ts';
import { expectedText, intervalText, signed } from './number-text.ts';
import type { Stand } from './part.ts';
import { type Column, tableOf } from './table.ts';
import type { VersionRow } from './version-rows.ts';

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
  const columns: Column[] = [
    { title: 'version', kind: 'text' },
    ...numbers.map((title): Column => ({ title, kind: 'number' })),
    ...(hasOrigins ? [{ title: 'weight from', kind: 'text' } as const] : []),
  ];
  return tableOf({
    id: `${prefix}-shares-table`,
    caption: html`Versions: shares and counts of ${thousands(gate.n)} requests${unitText(gate)}`,
    columns,
    rows: rows.map((row) => [...cellsOf(row), ...(hasOrigins ? [row.origin === null ? '–' : placeText(row.origin)] : [])]),
  });
}

function cellsOf(row: VersionRow) {
  return [
    row.weight === null ? html`${nameOf(row.name)} <span class="aside">not in the weights</span>` : nameOf(row.name),
    shareText(row.promised),
    row.share === null ? '–' : percent(row.share),
    intervalText(row.interval?.lo ?? null, row.interval?.hi ?? null),
    row.weight === null ? '–' : nameOf(row.weight, WEIGHT_COLUMNS),
    expectedText(row.expected),
    thousands(row.count),
    row.residual === null ? '–' : signed(row.residual, 2),
  ];
}

/** Intervals and residuals rest on decisions, which need not be requests. */
function unitText({ unit, n, nEff }: GateReport): string {
  if (nEff === n) return '';
  return unit === 'request'
    ? `, worth ${thousands(nEff)} independent ones`
    : `; intervals and residuals rest on ${thousands(nEff)} ${unit}s`;
}
