import type { GateReport } from '../../model/report.ts';
import { counted, intervalText } from '../number-text.ts';
import { percent, risk } from '../numbers.ts';
import { printable } from '../printable.ts';
import { shareText } from '../share-text.ts';
import { type VersionRow, versionRows } from '../version-rows.ts';
import type { Charts } from './charts.ts';
import { html, type Markup } from './markup.ts';
import { partOf, type Stand } from './part.ts';
import type { ShareBar } from './picture.ts';
import { shareTable } from './share-table.ts';

/** Bars beyond these are too many for one picture; the table goes on. */
const MOST_BARS = 60;
/** Versions that are told one by one to somebody who does not see the picture; the table has all. */
const MOST_TOLD = 12;

/** Shares with their intervals against the expectation: the picture, and the same numbers as a table. */
export function sharePart(gate: GateReport, stand: Stand, charts: Charts): Markup | null {
  if (gate.nAll === 0) return null;
  const rows = versionRows(gate);
  return partOf(stand, 'shares', 'Shares against expectation', [
    picture(gate, rows, stand, charts),
    shareTable(gate, rows, stand),
  ]);
}

function picture(
  gate: GateReport,
  rows: readonly VersionRow[],
  { prefix }: Stand,
  { drawShares, nameColumns }: Charts,
): Markup | null {
  const shown = rows.slice(0, MOST_BARS);
  const level = risk(1 - gate.judgedAt);
  const one = (size: 'wide' | 'narrow') =>
    drawShares(
      shown.map((row) => barOf(row, nameColumns(size))),
      size,
      {
        id: `${prefix}-shares-${size}`,
        title: `Observed shares of ${counted(rows.length, 'version')} against the expected ones`,
        description: inWords(rows, level),
      },
    );
  return html`<figure>
${one('wide')}${one('narrow')}<figcaption>Bar: observed share. Line with ends: its ${level} interval. <span class="mark">Dashed mark</span>: expected share.${
    rows.length > shown.length ? ` The first ${counted(shown.length, 'version')}; the table has more.` : null
  }</figcaption>
</figure>
`;
}

function barOf({ name, share, interval, promised }: VersionRow, columns: number): ShareBar {
  const observed = share ?? 0;
  return { name: printable(name, columns), share: observed, interval, promised, text: percent(observed) };
}

function inWords(rows: readonly VersionRow[], level: string): string {
  const told = rows.slice(0, MOST_TOLD).map(({ name, share, interval, promised }) => {
    const between = interval === null ? '' : ` (${level} interval ${intervalText(interval.lo, interval.hi)})`;
    return `${printable(name, 40)}: ${percent(share ?? 0)} observed${between}, ${shareText(promised)} expected.`;
  });
  const more = rows.length > told.length ? [`And ${counted(rows.length - told.length, 'more version')}.`] : [];
  return [...told, ...more, 'The table below has the same numbers.'].join(' ');
}
