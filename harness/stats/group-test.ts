import { type LnTails, lnIncompleteGamma } from './incomplete-gamma.ts';
import { type Pooling, poolRare } from './pool-rare.ts';

/** Counts per group (row: block, connection, client, shard) and version (column). */
export type GroupTable = readonly (readonly number[])[];

/** Do the groups split alike? Null statistics where the test was skipped. */
export interface GroupTest {
  readonly pooling: Pooling;
  /** Heterogeneity with the exact permutation mean and variance of it. */
  readonly result: {
    readonly statistic: number;
    readonly mean: number;
    readonly variance: number;
    readonly lnTails: LnTails;
  } | null;
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

/** Exact mean and variance of the statistic over all ways to deal the requests to the groups (Haldane 1940; Dawson 1954). */
const permutationMoments = (rows: readonly number[], columns: readonly number[], n: number) => {
  const [r, s] = [rows.length, columns.length];
  const spread = (size: number): number => ((size - 1) * (n - size)) / (n - 1);
  const unevenness = (totals: readonly number[]): number =>
    (n * sumOf(totals.map((total) => 1 / total)) - totals.length ** 2) / (n - 2);
  const [v1, v2, w1, w2] = [spread(r), spread(s), unevenness(rows), unevenness(columns)];
  return {
    mean: (n * (r - 1) * (s - 1)) / (n - 1),
    variance: ((2 * n) / (n - 3)) * (v1 - w1) * (v2 - w2) + (n ** 2 / (n - 1)) * w1 * w2,
  };
};

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
  if (n <= 3 || pooled.length < 2 || pooling.length < 2) {
    return { pooling, result: null };
  }
  const columns = columnTotals(pooled);
  const { mean, variance } = permutationMoments(rows, columns, n);
  // All groups of one request: every deal gives the same statistic. Rounding leaves a little instead of 0.
  if (!(variance > mean * mean * 1e-12)) {
    return { pooling, result: null };
  }
  const statistic = heterogeneity(pooled, rows, columns, n);
  const lnTails = lnIncompleteGamma((mean * mean) / variance, (statistic * mean) / variance);
  return { pooling, result: { statistic, mean, variance, lnTails } };
};
