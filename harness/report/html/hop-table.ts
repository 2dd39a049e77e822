import type { GateReport } from '../../model/report.ts';
import { versionRows } from '../version-rows.ts';
import { partsOf, rulesOf } from './joint-labels.ts';

/** One combination, or a sum of several: requests that came, and the share of all that was promised. */
export interface HopCell {
  readonly count: number;
  readonly promised: number;
}

/** Versions of a joint rule as a table: what the last rule read across, what those before it read down. */
export interface HopTable {
  /** The rules down and across: `hop:1`, `hop:2`. */
  readonly rules: readonly [down: string, across: string];
  readonly down: readonly string[];
  readonly across: readonly string[];
  readonly cells: readonly (readonly HopCell[])[];
  /** Of each row, of each column, and of all. */
  readonly downSums: readonly HopCell[];
  readonly acrossSums: readonly HopCell[];
  readonly sum: HopCell;
}

/** Wider or longer tables cannot be read; the versions are listed one by one anyway. */
const MOST_SIDE = 20;

/** The table of a gate that is judged by two or three rules jointly, strangers included; null for any other, and where it would be too large. */
export function hopTable(gate: GateReport): HopTable | null {
  const rules = rulesOf(gate.measurement.groupBy);
  const rows = versionRows(gate).map((row) => ({ ...row, parts: partsOf(row.name) }));
  // Labels that were cut in the middle, or typed in, need not have as many parts as there are rules.
  if (rules.length < 2 || rows.some(({ parts }) => parts.length !== rules.length)) return null;
  const placed = rows.map(({ parts, count, promised }) => ({
    down: parts.slice(0, -1).join(' + '),
    across: parts.at(-1) ?? '',
    count,
    promised,
  }));
  const down = [...new Set(placed.map((row) => row.down))];
  const across = [...new Set(placed.map((row) => row.across))];
  if (down.length > MOST_SIDE || across.length > MOST_SIDE) return null;
  return {
    rules: [rules.slice(0, -1).join(' + '), rules.at(-1) ?? ''],
    down,
    across,
    cells: down.map((one) => across.map((other) => sumOf(placed.filter((row) => row.down === one && row.across === other)))),
    downSums: down.map((one) => sumOf(placed.filter((row) => row.down === one))),
    acrossSums: across.map((other) => sumOf(placed.filter((row) => row.across === other))),
    sum: sumOf(placed),
  };
}

function sumOf(cells: readonly HopCell[]): HopCell {
  return {
    count: cells.reduce((sum, { count }) => sum + count, 0),
    promised: cells.reduce((sum, { promised }) => sum + promised, 0),
  };
}
