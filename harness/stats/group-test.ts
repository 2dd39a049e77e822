import { type Heterogeneity, heterogeneityTest } from './heterogeneity.ts';
import { type Pooling, poolRare } from './pool-rare.ts';

/** Counts per group (row: block, connection, client, shard) and version (column). */
export type GroupTable = readonly (readonly number[])[];

/** Do the groups split alike? */
export interface GroupTest {
  readonly pooling: Pooling;
  /** Null where the test was skipped. */
  readonly result: Heterogeneity | null;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Sum of each column. Rows must be equally long. */
export const columnTotals = (table: GroupTable): number[] =>
  (table[0] ?? []).map((_, column) => sumOf(table.map((row) => row[column] ?? 0)));

const heterogeneity = (table: GroupTable, rows: readonly number[], columns: readonly number[], n: number): number =>
  sumOf(
    table.flatMap((row, g) =>
      row.map((count, i) => {
        const expected = ((rows[g] ?? 0) * (columns[i] ?? 0)) / n;
        return (count - expected) ** 2 / expected;
      }),
    ),
  );

/**
 * Group homogeneity conditional on all totals (STATISTICS 6.1): a wrong split does not trigger it. Rare versions are pooled, the
 * statistic is compared with a gamma of its exact permutation moments; that stays right for thousands of two-request groups,
 * where the usual chi-square p is off by orders of magnitude. lnUpper small: groups differ; lnLower small: they are too alike.
 */
export const groupTest = (table: GroupTable): GroupTest => {
  const kept = table.filter((row) => sumOf(row) > 0);
  const rows = kept.map(sumOf);
  const n = sumOf(rows);
  const pooling = poolRare(columnTotals(kept), sumOf(rows.map((m) => m * (m - 1))) / 2);
  const pooled = kept.map((row) => pooling.map((members) => sumOf(members.map((i) => row[i] ?? 0))));
  const columns = columnTotals(pooled);
  const sizes = { groups: rows.length, sumInverseSize: sumOf(rows.map((m) => 1 / m)) };
  return { pooling, result: heterogeneityTest(heterogeneity(pooled, rows, columns, n), sizes, columns) };
};
