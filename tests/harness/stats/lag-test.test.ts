import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lagTest } from '../../../harness/stats/lag-test.ts';
import { assertClose } from './close.ts';

const permutations = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]));

describe('lagTest', () => {
  it('has the mean and variance of all orders, counted', () => {
    for (const [items, lag] of [
      [[0, 0, 0, 1, 1, 1], 1],
      [[0, 0, 1, 1, 2, 2], 2],
      [[0, 0, 0, 0, 1, 2], 3],
    ] as const) {
      const orders = permutations(items).map((order) => lagTest(order, lag));
      const mean = orders.reduce((sum, test) => sum + (test?.matches ?? 0), 0) / orders.length;
      const variance = orders.reduce((sum, test) => sum + ((test?.matches ?? 0) - mean) ** 2, 0) / orders.length;
      assertClose(orders[0]?.mean ?? -1, mean, 1e-12);
      assertClose(orders[0]?.variance ?? -1, variance, 1e-10);
    }
  });

  it('is far above 0 at the period of a rotation and far below elsewhere', () => {
    const rotation = Array.from({ length: 500 }, (_, i) => (i % 5 === 2 ? 1 : 0));
    assert.ok((lagTest(rotation, 5)?.z ?? 0) > 15);
    assert.ok((lagTest(rotation, 1)?.z ?? 0) < -4);
  });

  it('is null where there is nothing to compare, and has no z where nothing can vary', () => {
    assert.equal(lagTest([0, 1], 2), null);
    assert.equal(lagTest([0, 1], 0), null);
    assert.equal(lagTest([], 1), null);
    assert.equal(lagTest([0, 0, 0, 0], 1)?.z, null);
  });

  it('does not care what versions are called', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 5, maxLength: 60 }), (sequence) => {
        assert.deepEqual(
          lagTest(
            sequence.map((version) => version + 7),
            1,
          )?.matches,
          lagTest(sequence, 1)?.matches,
        );
      }),
    );
  });
});
