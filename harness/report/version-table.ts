import type { GateReport } from '../model/report.ts';
import { type Bar, drawBar, drawRuler } from './bar.ts';
import { expectedText } from './number-text.ts';
import { percent, thousands } from './numbers.ts';
import { pad } from './pad.ts';
import { columnsOf, printable } from './printable.ts';

/** Rows beyond this many versions are summed up in one line: the JSON report has them all. */
const MAX_ROWS = 40;
/** Narrower bars show nothing; wider ones are hard to read across. */
const BAR_COLUMNS = { min: 24, max: 54 };
const NAME_COLUMNS = { min: 7, max: 28 };
const GAP = '  ';

interface Row {
  readonly cells: readonly string[];
  readonly bar: Bar | null;
}

const HEAD: readonly string[] = ['version', 'weight', 'expected', 'observed', 'share'];

/** The table of versions, strangers last: weight, expected and observed counts, share, and the interval on a scale. Fits `columns`. */
export function versionTable(gate: GateReport, columns: number): readonly string[] {
  if (gate.nAll === 0) return [];
  const all = [...versionRows(gate), ...strangerRows(gate)];
  const rows = fitNames(all.slice(0, MAX_ROWS), columns);
  const widths = widthsOf(rows);
  const used = widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const barColumns = Math.min(BAR_COLUMNS.max, columns - used);
  const showBars = barColumns >= BAR_COLUMNS.min;
  const line = (cells: readonly string[], bar: string) =>
    [...cells.map((cell, column) => pad(cell, widths[column] ?? 0, column === 0)), ...(showBars ? [bar] : [])].join(GAP);
  return [
    line(HEAD, showBars ? drawRuler(barColumns) : ''),
    ...rows.map((row) => line(row.cells, showBars && row.bar !== null ? drawBar(row.bar, barColumns) : '')),
    ...(all.length > rows.length ? [`… and ${thousands(all.length - rows.length)} more (--report json lists all)`] : []),
  ];
}

/** The columns that each cell of the head needs. */
function widthsOf(rows: readonly Row[]): readonly number[] {
  return HEAD.map((title, column) => Math.max(columnsOf(title), ...rows.map((row) => columnsOf(row.cells[column] ?? ''))));
}

/** Long names give way to the numbers: a number that is cut says something else. */
function fitNames(rows: readonly Row[], columns: number): readonly Row[] {
  const numbers = widthsOf(rows).slice(1);
  const room = columns - numbers.reduce((sum, width) => sum + GAP.length + width, 0);
  const most = Math.max(NAME_COLUMNS.min, Math.min(NAME_COLUMNS.max, room));
  return rows.map(({ cells: [name = '', ...rest], bar }) => ({ cells: [printable(name, most), ...rest], bar }));
}

function versionRows(gate: GateReport): readonly Row[] {
  return gate.weights.map((version, i) => {
    const share = gate.shares[i] ?? null;
    const lo = gate.ci.lo[i] ?? null;
    const hi = gate.ci.hi[i] ?? null;
    const count = gate.counts[i] ?? 0;
    return {
      cells: [
        version.name,
        printable(version.weight, 12),
        expectedText(gate.expected[i] ?? 0),
        thousands(count),
        percent(share ?? count / gate.nAll),
      ],
      bar: share === null || lo === null || hi === null ? null : { lo, hi, observed: share, expected: version.p },
    };
  });
}

function strangerRows(gate: GateReport): readonly Row[] {
  return gate.structural.unknown.map((stranger) => ({
    cells: [stranger.name, '-', '0', thousands(stranger.count), percent(stranger.share)],
    bar: null,
  }));
}
