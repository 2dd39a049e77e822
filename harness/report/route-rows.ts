import type { RouteRow } from '../model/routes-report.ts';
import { wrapTight } from './break-long.ts';
import { destinationTable } from './destination-table.ts';
import { printable } from './printable.ts';

const INDENT = '  ';

/** The whole table: a block per way in and host, in it a paragraph per match with its weighted destinations. */
export function routeBlocks(rows: readonly RouteRow[], columns: number): readonly (readonly string[])[] {
  return groups(rows, ({ entry, host }) => `${host} · ${entry}`).map(({ title, rows: ofHost }) => [
    ...wrapTight(title, columns),
    ...groups(ofHost, ({ match }) => match).flatMap(({ title: match, rows: ofMatch }) => [
      '',
      ...wrapTight(match, columns - INDENT.length).map((line) => INDENT + line),
      ...destinationTable(ofMatch.map(lineOf), columns - 2 * INDENT.length).map((line) => INDENT + INDENT + line),
    ]),
  ]);
}

/** Neighbours with the same title. */
function groups(rows: readonly RouteRow[], titleOf: (row: RouteRow) => string) {
  const found: { readonly title: string; readonly rows: RouteRow[] }[] = [];
  for (const row of rows) {
    const title = printable(titleOf(row), Number.POSITIVE_INFINITY);
    const last = found.at(-1);
    if (last?.title === title) last.rows.push(row);
    else found.push({ title, rows: [row] });
  }
  return found;
}

function lineOf(row: RouteRow) {
  return {
    version: row.version ?? '-',
    share: row.share,
    weight: row.weight ?? '-',
    destination: row.destination,
    place: row.place,
  };
}
