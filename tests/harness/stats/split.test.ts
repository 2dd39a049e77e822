import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { smallestOf, splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

describe('splitOf', () => {
  it('gives shares and exact complements', () => {
    const { shares, complements, total } = splitOf([10n ** 20n - 1n, 1n]);
    assert.equal(total, 10n ** 20n);
    assert.deepEqual([...shares], [1, 1e-20]);
    assert.deepEqual([...complements], [1e-20, 1]);
    assert.deepEqual(splitOf([7n]).complements, [0]);
  });

  it('never gives a share of 0, however unequal the weights', () => {
    const { shares, complements } = splitOf([1n, 10n ** 500n]);
    assert.ok((shares[0] ?? 0) > 0 && (complements[1] ?? 0) > 0);
  });

  it('has shares that add up to 1', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 30n }), { minLength: 1, maxLength: 20 }), (units) => {
        assertClose(
          splitOf(units).shares.reduce((sum, share) => sum + share, 0),
          1,
          1e-14,
        );
      }),
    );
  });

  it('refuses weights that are not above zero', () => {
    assert.throws(() => splitOf([]), RangeError);
    assert.throws(() => splitOf([1n, 0n]), RangeError);
    assert.throws(() => splitOf([1n, -1n]), RangeError);
  });
});

describe('smallestOf', () => {
  it('compares bigints beyond doubles', () =>
    assert.equal(smallestOf([10n ** 400n + 1n, 10n ** 400n, 10n ** 401n]), 10n ** 400n));
});
