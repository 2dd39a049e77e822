import { lnChiSquareUpper } from '../../../harness/stats/chi-square.ts';
import { clustering } from '../../../harness/stats/clustering.ts';
import { weigh } from '../../../harness/stats/deviations.ts';
import { columnTotals, type GroupTable, groupTest } from '../../../harness/stats/group-test.ts';
import { log10Of } from '../../../harness/stats/log-space.ts';
import { pearsonTest } from '../../../harness/stats/pearson.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import type { CaseInput } from '../input.ts';
import type { JsonRecord } from '../reference-file.ts';

const homogeneity = (table: GroupTable): JsonRecord => {
  const { pooling, result } = groupTest(table);
  const cluster = clustering(table);
  return {
    T: result?.statistic ?? null,
    E: result?.mean ?? null,
    V: result?.variance ?? null,
    p_upper: result === null ? null : Math.exp(result.lnTails.lnUpper),
    p_lower: result === null ? null : Math.exp(result.lnTails.lnLower),
    log10_p_upper: result === null ? null : log10Of(result.lnTails.lnUpper),
    log10_p_lower: result === null ? null : log10Of(result.lnTails.lnLower),
    Qw: cluster.withinAgreement,
    Q0: cluster.overallAgreement,
    rho: cluster.correlation,
    deff: cluster.designEffect,
    purity: cluster.purity,
    pooled_versions: pooling,
    skipped: result === null,
  };
};

/** The pooled test against the weights, over the active versions. */
const pooledTest = (units: readonly bigint[], totals: readonly number[]) => {
  const isActive = (_: unknown, i: number): boolean => (units[i] ?? 0n) > 0n;
  return pearsonTest(weigh(totals.filter(isActive), splitOf(units.filter(isActive))));
};

/** Group homogeneity (section 6.1) and, with weights, the corrected chi-square of 6.4. */
export const group = (input: CaseInput): JsonRecord => {
  const table = input.table('table');
  const found = homogeneity(table);
  if (!input.has('weights')) {
    return found;
  }
  const test = pooledTest(input.units(), columnTotals(table));
  const overDeff = test.statistic / Math.max(1, typeof found.deff === 'number' ? found.deff : 1);
  return {
    ...found,
    chi2: test.statistic,
    chi2_over_deff: overDeff,
    p_adjusted: Math.exp(lnChiSquareUpper(overDeff, test.df)),
    p_unadjusted: Math.exp(test.lnP),
  };
};

/** Σ over shards of X² against the pooled shares, with the promised shares in the denominators. */
const heterogeneityUnderNull = (table: GroupTable, units: readonly bigint[]): number => {
  const totals = columnTotals(table);
  const n = totals.reduce((sum, total) => sum + total, 0);
  const { shares } = splitOf(units);
  return table
    .map((row) => {
      const m = row.reduce((sum, count) => sum + count, 0);
      return row.reduce((sum, count, i) => sum + (count - (m * (totals[i] ?? 0)) / n) ** 2 / (m * (shares[i] ?? 1)), 0);
    })
    .reduce((sum, value) => sum + value, 0);
};

/** Several load machines: the pooled test and whether they agree (section 7). */
export const shards = (input: CaseInput): JsonRecord => {
  const units = input.units();
  const isActive = (_: unknown, i: number): boolean => (units[i] ?? 0n) > 0n;
  const all = input.table('shard_counts');
  const table = all.map((row) => row.filter(isActive));
  const pooled = pooledTest(units, columnTotals(all));
  return {
    pooled: columnTotals(all),
    chi2_pooled: pooled.statistic,
    p_pooled: Math.exp(pooled.lnP),
    log10_p_pooled: log10Of(pooled.lnP),
    chi2_per_shard: all.map((row) => pooledTest(units, row).statistic),
    chi2_het_null_weights: heterogeneityUnderNull(table, units.filter(isActive)),
    het: homogeneity(all),
  };
};
