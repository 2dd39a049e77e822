import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { otherOrderFits } from '../../../harness/expect/other-order.ts';

fc.configureGlobal({ seed: 20260131 });

describe('otherOrderFits', () => {
  it('finds the order of a list written the other way round', () => {
    assert.deepEqual(otherOrderFits([0.8, 0.2], [203, 797]), [1, 0]);
    assert.deepEqual(otherOrderFits([0.3, 0.6, 0.1], [6100, 2900, 1000]), [1, 0, 2]);
    assert.deepEqual(otherOrderFits([1, 0], [0, 500]), [1, 0]);
  });

  it('is silent when the order fits, when none does, and when there is nothing to say', () => {
    assert.equal(otherOrderFits([0.8, 0.2], [803, 197]), null);
    assert.equal(otherOrderFits([0.8, 0.2], [500, 500]), null);
    assert.equal(otherOrderFits([0.9, 0.1, 0], [100, 890, 1]), null);
    assert.equal(otherOrderFits([0.8, 0.2], [0, 0]), null);
    assert.equal(otherOrderFits([1], [5]), null);
    assert.equal(otherOrderFits(Array(7).fill(1 / 7), [700, 0, 0, 0, 0, 0, 0]), null);
  });

  it('gives a permutation under which exact counts fit exactly', () => {
    const weights = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(weights, fc.infiniteStream(fc.nat()), (list, stream) => {
        const total = list.reduce((sum, weight) => sum + weight, 0);
        const shuffled = list.map((weight) => ({ weight, key: stream.next().value })).sort((a, b) => a.key - b.key);
        const counts = shuffled.map(({ weight }) => weight * 1_000_000);
        const order = otherOrderFits(
          list.map((weight) => weight / total),
          counts,
        );
        const isSame = shuffled.every(({ weight }, index) => weight === list[index]);
        assert.equal(order === null, isSame);
        for (const [index, from] of (order ?? []).entries()) {
          assert.equal(counts[from], list[index]! * 1_000_000);
        }
      }),
    );
  });
});
