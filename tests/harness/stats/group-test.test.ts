import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { columnTotals, groupTest } from '../../../harness/stats/group-test.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';
import { assertClose } from './close.ts';

/** Deals these versions to groups of two at random. */
const shuffledPairs = (versions: readonly number[], seed: bigint): number[][] => {
  const random = xoshiro(seed);
  const deck = [...versions];
  for (let i = deck.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random.nextUniform() * (i + 1));
    [deck[i], deck[j]] = [deck[j] ?? 0, deck[i] ?? 0];
  }
  return Array.from({ length: deck.length / 2 }, (_, g) =>
    [0, 1].map((v) => [deck[2 * g], deck[2 * g + 1]].filter((x) => x === v).length),
  );
};

describe('groupTest', () => {
  it('sees pinned connections and a rotation, each in its own tail', () => {
    const pinned = groupTest([
      [125, 0],
      [125, 0],
      [0, 125],
      [125, 0],
    ]).result;
    assert.ok((pinned?.lnTails.lnUpper ?? 0) < -50);
    const rotation = groupTest(Array.from({ length: 10 }, () => [80, 20])).result;
    assert.ok((rotation?.lnTails.lnLower ?? 0) < -50);
  });

  it('has the permutation mean and variance, checked by dealing', () => {
    const versions = Array.from({ length: 60 }, (_, i) => (i < 30 ? 0 : 1));
    const deals = Array.from({ length: 4000 }, (_, seed) => groupTest(shuffledPairs(versions, BigInt(seed))).result);
    const { mean = 0, variance = 0 } = deals[0] ?? {};
    const average = deals.reduce((sum, result) => sum + (result?.statistic ?? 0), 0) / deals.length;
    const spread = deals.reduce((sum, result) => sum + ((result?.statistic ?? 0) - average) ** 2, 0) / deals.length;
    assertClose(average, mean, 0.01);
    assertClose(spread, variance, 0.1);
  });

  it('skips what cannot be tested', () => {
    for (const table of [
      [],
      [[1, 1]],
      [
        [1, 0],
        [1, 0],
      ],
      [
        [9, 1],
        [10, 0],
        [9, 1],
      ],
      Array.from({ length: 200 }, (_, i) => [i % 2, 1 - (i % 2)]),
    ]) {
      assert.equal(groupTest(table).result, null);
    }
  });

  it('ignores empty groups', () => {
    const table = [
      [60, 40],
      [70, 30],
    ];
    assert.deepEqual(groupTest([[0, 0], ...table, [0, 0]]), groupTest(table));
  });
});

describe('columnTotals', () => {
  it('adds up columns', () =>
    assert.deepEqual(
      columnTotals([
        [1, 2],
        [3, 4],
      ]),
      [4, 6],
    ));
});
