import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clustering, clusteringOfSums } from '../../../harness/stats/clustering.ts';
import { type GroupSums, groupTestOfSums, totalsOfSums } from '../../../harness/stats/group-sums.ts';
import { columnTotals, type GroupTable, groupTest } from '../../../harness/stats/group-test.ts';
import { assertClose } from './close.ts';

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const sumsOf = (table: GroupTable): GroupSums => {
  const rows = table.filter((row) => sumOf(row) > 0);
  const slots = (table[0] ?? []).map((_, i) => i);
  return {
    groups: rows.length,
    sumInverseSize: sumOf(rows.map((row) => 1 / sumOf(row))),
    sumSizeSquared: sumOf(rows.map((row) => sumOf(row) ** 2)),
    samePairs: sumOf(rows.flat().map((count) => count * (count - 1))),
    sumLargest: sumOf(rows.map((row) => Math.max(...row))),
    products: slots.map((i) => slots.map((j) => sumOf(rows.map((row) => (row[i]! * row[j]!) / sumOf(row))))),
  };
};

const assertSame = (table: GroupTable): void => {
  const sums = sumsOf(table);
  assert.deepEqual(totalsOfSums(sums), columnTotals(table));
  const [got, want] = [groupTestOfSums(sums), groupTest(table)];
  assert.deepEqual(got.pooling, want.pooling);
  assert.equal(got.result === null, want.result === null);
  if (got.result !== null && want.result !== null) {
    const n = sumOf(table.flat());
    assertClose(got.result.statistic, want.result.statistic, 1e-9, 1e-9 * n);
    assertClose(got.result.mean, want.result.mean, 1e-9);
    assertClose(got.result.variance, want.result.variance, 1e-6);
  }
  const [measured, wanted] = [clusteringOfSums(sums, totalsOfSums(sums)), clustering(table)];
  for (const key of ['withinAgreement', 'overallAgreement', 'correlation', 'designEffect', 'purity'] as const) {
    assert.equal(measured[key] === null, wanted[key] === null, key);
    assertClose(measured[key] ?? 0, wanted[key] ?? 0, 1e-9, 1e-9);
  }
};

interface GroupCase {
  readonly id: string;
  readonly kind: string;
  readonly input: { readonly table?: GroupTable; readonly shard_counts?: GroupTable };
  readonly expect: GroupExpect & { readonly het?: GroupExpect };
}
interface GroupExpect {
  readonly T: number;
  readonly E: number;
  readonly V: number;
  readonly rho: number;
  readonly deff: number;
}
const REFERENCE: readonly GroupCase[] = JSON.parse(
  readFileSync(new URL('../../fixtures/stats.json', import.meta.url), 'utf8'),
).cases.filter(({ kind }: GroupCase) => kind === 'group' || kind === 'shards');

describe('groupTestOfSums', () => {
  for (const { id, input, expect } of REFERENCE) {
    it(`meets reference case ${id}`, () => {
      const table = input.table ?? input.shard_counts ?? [];
      const want = expect.het ?? expect;
      const sums = sumsOf(table);
      const { result } = groupTestOfSums(sums);
      const { correlation, designEffect } = clusteringOfSums(sums, totalsOfSums(sums));
      assertClose(result?.statistic ?? -1, want.T, 1e-9, 1e-9);
      assertClose(result?.mean ?? -1, want.E, 1e-9);
      assertClose(result?.variance ?? -1, want.V, 1e-9);
      assertClose(correlation ?? 9, want.rho, 1e-9);
      assertClose(designEffect ?? 99, want.deff, 1e-9);
    });
  }

  it('agrees with the table on pinned, equal and unequal groups', () => {
    for (const table of [
      Array.from({ length: 8 }, (_, g) => (g % 4 === 2 ? [0, 125] : [125, 0])),
      Array.from({ length: 10 }, () => [80, 20]),
      [
        [803, 197],
        [1590, 410],
      ],
      [
        [500, 3, 2, 1],
        [400, 0, 2, 9],
        [0, 0, 0, 0],
      ],
    ]) {
      assertSame(table);
    }
  });

  it('agrees with the table on any table, pooled or not', () => {
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) => fc.array(fc.array(fc.nat(60), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 40 }))
      .filter((rows) => sumOf(rows.flat()) > 0);
    fc.assert(fc.property(table, assertSame), { seed: 1, numRuns: 300 });
  });

  it('takes the rounding of large sums for no difference below zero', () => {
    const table = Array.from({ length: 1000 }, () => [700_001, 299_999]);
    assert.ok((groupTestOfSums(sumsOf(table)).result?.statistic ?? -1) >= 0);
  });
});
