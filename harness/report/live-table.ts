import { drawBar, drawRuler } from './bar.ts';
import type { LiveVersion, LiveView } from './live-view.ts';
import { percent, thousands } from './numbers.ts';
import { pad } from './pad.ts';
import { columnsOf, printable } from './printable.ts';

const GAP = '  ';
const BAR_COLUMNS = { min: 24, max: 54 };
const NAME_COLUMNS = { min: 7, max: 28 };
/** Shares are at most `100.0 %`; smaller than 1 % they grow, and the column with them. */
const HEAD = ['version', 'expected', 'so far', 'interval'] as const;
/** Columns of a share below 1 %, such as `0.012 %`; kept free from the start, so that nothing jumps when one appears. */
const SHARE_COLUMNS = 8;
const INTERVAL_COLUMNS = 14;

/** Observed against expected, version by version, with the band as numbers and as a bar where there is room. Fits `columns`. */
export function liveTable(view: LiveView, columns: number): readonly string[] {
  const rows = [...view.versions.map(cellsOf), ...strangerCells(view)];
  if (rows.length === 0) return [];
  const plan = layoutOf(rows, columns);
  const line = (cells: readonly string[], bar: string): string =>
    [...plan.widths.map((width, column) => pad(cells[column] ?? '', width, column === 0)), bar].join(GAP).trimEnd();
  const bars = plan.barColumns;
  const drawn = (version: LiveVersion | undefined): string => (bars === 0 || version === undefined ? '' : barOf(version, bars));
  return [
    line(HEAD, bars === 0 ? '' : drawRuler(bars)),
    ...rows.map(([name = '', ...cells], row) => line([printable(name, plan.widths[0]), ...cells], drawn(view.versions[row]))),
    ...(view.moreVersions === 0 ? [] : [`… and ${thousands(view.moreVersions)} more`]),
  ];
}

function cellsOf({ name, expected, share, band }: LiveVersion): readonly string[] {
  return [
    printable(name, NAME_COLUMNS.max),
    expected === null ? '-' : percent(expected),
    share === null ? '-' : percent(share),
    band === null ? '' : `${points(band.lo)} to ${points(band.hi)} %`,
  ];
}

function strangerCells({ strangers: { names, answers, share } }: LiveView): readonly (readonly string[])[] {
  return answers === 0 ? [] : [[names === 1 ? '1 stranger' : `${thousands(names)} strangers`, '-', percent(share), '']];
}

const points = (share: number): string => (share * 100).toFixed(1);

/** Which columns there are room for: the interval goes first to the numbers, what is left to the bars, and names give way to both. */
function layoutOf(rows: readonly (readonly string[])[], columns: number): { widths: readonly number[]; barColumns: number } {
  const widest = (column: number, least: number): number =>
    Math.max(least, ...rows.map((cells) => columnsOf(cells[column] ?? '')));
  const shares = [widest(1, SHARE_COLUMNS), widest(2, SHARE_COLUMNS)];
  const rest = shares.reduce((sum, width) => sum + GAP.length + width, 0);
  const name = Math.min(widest(0, NAME_COLUMNS.min), Math.max(NAME_COLUMNS.min, Math.min(NAME_COLUMNS.max, columns - rest)));
  const interval = widest(3, INTERVAL_COLUMNS);
  const hasBands = rows.some((cells) => cells[3] !== '');
  const showsInterval = hasBands && name + rest + GAP.length + interval <= columns;
  const widths = [name, ...shares, ...(showsInterval ? [interval] : [])];
  const left = columns - widths.reduce((sum, width) => sum + width + GAP.length, 0);
  return { widths, barColumns: hasBands && showsInterval && left >= BAR_COLUMNS.min ? Math.min(left, BAR_COLUMNS.max) : 0 };
}

function barOf({ expected, share, band }: LiveVersion, columns: number): string {
  return band === null || share === null ? '' : drawBar({ ...band, observed: share, expected: expected ?? share }, columns);
}
