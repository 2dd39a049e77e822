import type { GateReport, LatencySummary } from '../model/report.ts';
import { latencyMs, thousands } from './numbers.ts';
import { pad } from './pad.ts';
import { columnsOf, printable } from './printable.ts';
import { inOrder } from './version-rows.ts';

/** Rows beyond this many versions are summed up in one line, as in the table of versions. */
const MAX_ROWS = 40;
const NAME_COLUMNS = { min: 7, max: 28 };
const GAP = '  ';
const INDENT = '  ';
const TITLE = 'latency in ms';
const FIGURES = ['p50', 'p90', 'p99', 'max'];

/** A line of the table: a version with its figures, or a caption, which has none. */
interface Row {
  readonly name: string;
  readonly figures: readonly string[];
  readonly isVersion: boolean;
}

const caption = (name: string): Row => ({ name, figures: [], isVersion: false });

/**
 * The latency of every version, in the order of the weights, strangers last. With a rate twice: from the time a request was due, and from
 * the time it was sent. Nothing where no latency is known. Fits `columns`.
 */
export function latencyTable(gate: GateReport, columns: number): readonly string[] {
  const { nAll, measurement } = gate;
  const { latency, uncorrectedLatency } = measurement;
  if (nAll === 0 || latency.length === 0) return [];
  const rowsOf = (all: readonly LatencySummary[]) => versionRows(inOrder(gate, all));
  if (uncorrectedLatency.length === 0) return align(rowsOf(latency), '', columns);
  const rows = [
    caption('from the time a request was due'),
    ...rowsOf(latency),
    caption('from the time it was sent'),
    ...rowsOf(uncorrectedLatency),
  ];
  return align(rows, INDENT, columns);
}

function versionRows(all: readonly LatencySummary[]): readonly Row[] {
  const rows = all.slice(0, MAX_ROWS).map(
    ({ name, p50Ms, p90Ms, p99Ms, maxMs }): Row => ({
      name,
      figures: [p50Ms, p90Ms, p99Ms, maxMs].map(latencyMs),
      isVersion: true,
    }),
  );
  const more = all.length - rows.length;
  return more === 0 ? rows : [...rows, caption(`${INDENT}… and ${thousands(more)} more (--report json lists all)`)];
}

/** Figures one below the other, versions below their captions by `indent`; captions reach as far as they like. */
function align(rows: readonly Row[], indent: string, columns: number): readonly string[] {
  const widths = FIGURES.map((title, i) => Math.max(title.length, ...rows.map(({ figures }) => columnsOf(figures[i] ?? ''))));
  // Long names give way to the numbers: a number that is cut says something else.
  const room = columns - indent.length - widths.reduce((sum, width) => sum + GAP.length + width, 0);
  const most = Math.max(NAME_COLUMNS.min, Math.min(NAME_COLUMNS.max, room));
  const named = rows.map((row) => (row.isVersion ? { ...row, name: indent + printable(row.name, most) } : row));
  const nameWidth = Math.max(TITLE.length, ...named.filter(({ isVersion }) => isVersion).map(({ name }) => columnsOf(name)));
  const line = (name: string, figures: readonly string[]) =>
    [pad(name, nameWidth, true), ...figures.map((figure, i) => pad(figure, widths[i] ?? 0, false))].join(GAP);
  return [line(TITLE, FIGURES), ...named.map(({ name, figures, isVersion }) => (isVersion ? line(name, figures) : name))];
}
