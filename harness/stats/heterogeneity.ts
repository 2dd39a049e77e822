import { type LnTails, lnIncompleteGamma } from './incomplete-gamma.ts';

/** What the permutation moments need to know of the groups: how many, and the sum of their inverse sizes. */
export interface GroupSizes {
  readonly groups: number;
  readonly sumInverseSize: number;
}

/** A heterogeneity statistic with its exact permutation moments and the tails of a gamma that has them. */
export interface Heterogeneity {
  readonly statistic: number;
  readonly mean: number;
  readonly variance: number;
  readonly lnTails: LnTails;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Exact mean and variance of the statistic over all ways to deal the requests to the groups (Haldane 1940; Dawson 1954). */
const permutationMoments = ({ groups, sumInverseSize }: GroupSizes, columns: readonly number[], n: number) => {
  const versions = columns.length;
  const spread = (size: number): number => ((size - 1) * (n - size)) / (n - 1);
  const unevenness = (sumInverse: number, size: number): number => (n * sumInverse - size ** 2) / (n - 2);
  const [v1, v2] = [spread(groups), spread(versions)];
  const [w1, w2] = [unevenness(sumInverseSize, groups), unevenness(sumOf(columns.map((total) => 1 / total)), versions)];
  return {
    mean: (n * (groups - 1) * (versions - 1)) / (n - 1),
    variance: ((2 * n) / (n - 3)) * (v1 - w1) * (v2 - w2) + (n ** 2 / (n - 1)) * w1 * w2,
  };
};

/**
 * How unusual is this heterogeneity, given all totals (STATISTICS 6.1)? `columns` are the totals of the (pooled) versions, all above
 * zero. Null where nothing can be compared: up to three requests, fewer than two groups or versions, or groups of one request each.
 */
export const heterogeneityTest = (statistic: number, sizes: GroupSizes, columns: readonly number[]): Heterogeneity | null => {
  const n = sumOf(columns);
  if (n <= 3 || sizes.groups < 2 || columns.length < 2) {
    return null;
  }
  const { mean, variance } = permutationMoments(sizes, columns, n);
  // All groups of one request: every deal gives the same statistic. Rounding leaves a little instead of 0.
  if (!(variance > mean * mean * 1e-12)) {
    return null;
  }
  return { statistic, mean, variance, lnTails: lnIncompleteGamma((mean * mean) / variance, (statistic * mean) / variance) };
};
