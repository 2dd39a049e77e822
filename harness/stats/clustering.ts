import { columnTotals, type GroupTable } from './group-test.ts';

/** How strongly requests of one group share their version. Null where it is not defined. */
export interface Clustering {
  /** Chance that two requests of one group hit the same version. */
  readonly withinAgreement: number | null;
  /** The same for any two requests. */
  readonly overallAgreement: number | null;
  /** Intraclass correlation: 0 independent, 1 pinned. */
  readonly correlation: number | null;
  /** Design effect, raw: N requests are worth N / max(1, deff) independent ones (Kish 1965). */
  readonly designEffect: number | null;
  /** Share of requests that went to the main version of their group. */
  readonly purity: number;
}

/** Sums over groups that are enough for the clustering measures. */
export interface ClusterSums {
  readonly sumSizeSquared: number;
  /** Sum over groups and versions of count · (count − 1). */
  readonly samePairs: number;
  /** Sum over groups of their largest count. */
  readonly sumLargest: number;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const orderedPairs = (values: readonly number[]): number => sumOf(values.map((value) => value * (value - 1)));
const quotient = (numerator: number, denominator: number): number | null => (denominator > 0 ? numerator / denominator : null);

/** Clustering measures of STATISTICS 6.1 from sums over the groups and the totals of the versions (unpooled). */
export const clusteringOfSums = (
  { sumSizeSquared, samePairs, sumLargest }: ClusterSums,
  totals: readonly number[],
): Clustering => {
  const n = sumOf(totals);
  const withinAgreement = quotient(samePairs, sumSizeSquared - n);
  const overallAgreement = quotient(orderedPairs(totals), n * (n - 1));
  const correlation =
    withinAgreement === null || overallAgreement === null
      ? null
      : quotient(withinAgreement - overallAgreement, 1 - overallAgreement);
  const designEffect = correlation === null ? null : 1 + (sumSizeSquared / n - 1) * correlation;
  return { withinAgreement, overallAgreement, correlation, designEffect, purity: sumLargest / n };
};

/** Clustering measures of a table of counts. Example: eight pinned connections of 125: correlation 1, design effect 125. */
export const clustering = (table: GroupTable): Clustering => {
  const sums = {
    sumSizeSquared: sumOf(table.map((row) => sumOf(row) ** 2)),
    samePairs: sumOf(table.map(orderedPairs)),
    sumLargest: sumOf(table.map((row) => Math.max(0, ...row))),
  };
  return clusteringOfSums(sums, columnTotals(table));
};
