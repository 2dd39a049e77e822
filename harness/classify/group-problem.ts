import type { GroupStatistics } from '../model/order.ts';

/** Where and why a value does not fit the others, or null. */
type Problem = string | null;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Sums of fractions may differ in the last digits, whatever the order in which they were added. */
const isAbout = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
const isAtMost = (a: number, b: number): boolean => a <= b || isAbout(a, b);

const productsProblem = ({ products, sumSize }: GroupStatistics, totals: readonly number[]): Problem => {
  const width = totals.length;
  if (products.length !== width || products.some((row) => row.length !== width)) {
    return `.products is not ${width} rows of ${width} numbers`;
  }
  for (const [a, row] of products.entries()) {
    if (row.some((value, b) => !isAbout(value, products[b]?.[a] ?? 0))) {
      return `.products[${a}] is not the same as column ${a}`;
    }
    if (!isAtMost(sum(row), totals[a] ?? 0)) {
      return `.products[${a}] adds up to more than the ${totals[a]} answers of slot ${a}`;
    }
  }
  return isAbout(sum(products.flat()), sumSize) ? null : `.products do not add up to the ${sumSize} requests of all groups`;
};

const sizesProblem = (statistics: GroupStatistics): Problem => {
  const { groups, sumSize, sumSizeSquared, sumInverseSize, samePairs, sumLargest } = statistics;
  if (sumSize <= groups) {
    return '.sumSize is not above the number of groups; without a group of two there are no statistics (null)';
  }
  // Cauchy–Schwarz both times: equal sizes give the smallest sums.
  if (!isAtMost(sumSize * (sumSize / groups), sumSizeSquared) || !isAtMost(sumSizeSquared, sumSize ** 2)) {
    return `.sumSizeSquared cannot come from ${groups} groups of ${sumSize} requests`;
  }
  if (!isAtMost(groups * (groups / sumSize), sumInverseSize) || !isAtMost(sumInverseSize, groups)) {
    return `.sumInverseSize cannot come from ${groups} groups of ${sumSize} requests`;
  }
  if (!isAtMost(samePairs, sumSizeSquared - sumSize)) {
    return '.samePairs is more than the pairs of all groups';
  }
  return sumLargest >= groups && sumLargest <= sumSize ? null : `.sumLargest is not between ${groups} and ${sumSize}`;
};

/** What the sums over groups can have wrong, given the answers by slot; as the rest of a path and a reason. */
export const groupProblem = (statistics: GroupStatistics, totals: readonly number[]): Problem => {
  const { groups, votes } = statistics;
  if (votes.length !== totals.length || sum(votes) !== groups) {
    return `.votes is not ${totals.length} counts that add up to the ${groups} groups`;
  }
  return sizesProblem(statistics) ?? productsProblem(statistics, totals);
};
