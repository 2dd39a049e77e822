import type { Cell } from '../cell.ts';

/** One line: what was split how, and what came of it in the order of the columns. */
export interface FamilyRow {
  readonly label: string;
  readonly cells: readonly Cell[];
}

/** Operating characteristics of one kind of check. Everything but the simulated cells is exact. */
export interface Family {
  readonly title: string;
  readonly columns: readonly string[];
  /** Works out one row after the other; `runs` is how often what cannot be enumerated is simulated. */
  readonly rows: (runs: number) => Iterable<FamilyRow>;
}

/** `80/20 off by 5`. */
export const labelOf = (percentages: readonly number[], points: number): string =>
  `${percentages.join('/')} ${points === 0 ? 'right' : `off by ${points}`}`;
