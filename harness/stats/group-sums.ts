import type { ClusterSums } from './clustering.ts';
import type { GroupTest } from './group-test.ts';
import { heterogeneityTest } from './heterogeneity.ts';
import { poolRare } from './pool-rare.ts';

/** Sums over groups from which the homogeneity test follows without the table (STATISTICS 6.7). */
export interface GroupSums extends ClusterSums {
  readonly groups: number;
  readonly sumInverseSize: number;
  /** products[i][j] = sum over groups of count_i · count_j / size. Square and symmetric. */
  readonly products: readonly (readonly number[])[];
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Requests per version: the products of one row add up to them, because the counts of a group add up to its size. */
export const totalsOfSums = ({ products }: GroupSums): number[] => products.map((row) => Math.round(sumOf(row)));

/**
 * The same test as `groupTest`, from sums over the groups: T = Σ (N/n_i)·S_ii − N, where a pooled version takes the products of all
 * pairs of its members. Agrees with the table to about 1e-9 of N, which is what rounded products leave.
 */
export const groupTestOfSums = (sums: GroupSums): GroupTest => {
  const totals = totalsOfSums(sums);
  const n = sumOf(totals);
  const pooling = poolRare(totals, (sums.sumSizeSquared - n) / 2);
  const columns = pooling.map((members) => sumOf(members.map((i) => totals[i] ?? 0)));
  const own = pooling.map((members) => sumOf(members.flatMap((i) => members.map((j) => sums.products[i]?.[j] ?? 0))));
  const statistic = n * sumOf(own.map((product, i) => product / (columns[i] ?? 1))) - n;
  // Groups that are all alike leave the rounding of a difference of two large numbers.
  return { pooling, result: heterogeneityTest(Math.max(0, statistic), sums, columns) };
};
