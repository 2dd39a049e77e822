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

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const orderedPairs = (values: readonly number[]): number => sumOf(values.map((value) => value * (value - 1)));
const quotient = (numerator: number, denominator: number): number | null => (denominator > 0 ? numerator / denominator : null);

/** Clustering measures of STATISTICS 6.1 on the unpooled table. Example: eight pinned connections of 125: correlation 1, design effect 125. */
export const clustering = (table: GroupTable): Clustering => {
  const rows = table.map(sumOf);
  const n = sumOf(rows);
  const withinAgreement = quotient(sumOf(table.map(orderedPairs)), orderedPairs(rows));
  const overallAgreement = quotient(orderedPairs(columnTotals(table)), n * (n - 1));
  const correlation =
    withinAgreement === null || overallAgreement === null
      ? null
      : quotient(withinAgreement - overallAgreement, 1 - overallAgreement);
  const designEffect = correlation === null ? null : 1 + (sumOf(rows.map((m) => m * m)) / n - 1) * correlation;
  return {
    withinAgreement,
    overallAgreement,
    correlation,
    designEffect,
    purity: sumOf(table.map((row) => Math.max(0, ...row))) / n,
  };
};
