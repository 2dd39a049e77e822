import type { Cell } from './cell.ts';
import type { Family } from './families/family.ts';
import { textTable } from './text-table.ts';

/** What one family came to. */
export interface FamilyReport {
  readonly text: string;
  /** Numbers that were compared with a published one, and how many of them do not fit. */
  readonly compared: number;
  readonly off: number;
}

const shown = ({ text, published, fits }: Cell): string =>
  published === null ? text : `${text} (${published})${fits ? '' : ' OFF'}`;

/** Works out one family and lays it out as a table; every number with the published one in brackets. */
export const reportFamily = (family: Family, runs: number): FamilyReport => {
  const rows = [...family.rows(runs)];
  const cells = rows.flatMap((row) => row.cells);
  const table = textTable(
    ['', ...family.columns],
    rows.map((row) => [row.label, ...row.cells.map(shown)]),
  );
  return {
    text: `${family.title}\n\n${table}`,
    compared: cells.filter(({ published }) => published !== null).length,
    off: cells.filter(({ fits }) => !fits).length,
  };
};
