import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sumOver, weigh } from '../../../harness/stats/deviations.ts';
import { splitOf } from '../../../harness/stats/split.ts';

describe('weigh', () => {
  it('finds a deviation of 1 among 2^53 − 1 requests', () => {
    const n = BigInt(Number.MAX_SAFE_INTEGER) - (BigInt(Number.MAX_SAFE_INTEGER) % 5n);
    const counts = [Number((n * 4n) / 5n + 1n), Number(n / 5n - 1n)];
    assert.deepEqual(weigh(counts, splitOf([4n, 1n])).deviations, [1, -1]);
  });

  it('has deviations that add up to nothing, exactly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.maxSafeNat(), fc.bigInt({ min: 1n, max: 10n ** 12n })), { minLength: 1, maxLength: 6 }),
        (rows) => {
          const weighed = weigh(
            rows.map(([count]) => count),
            splitOf(rows.map(([, unit]) => unit)),
          );
          assert.equal(
            weighed.exact.reduce((sum, d) => sum + d, 0n),
            0n,
          );
        },
      ),
    );
  });

  it('refuses counts that are not whole, finite and safe', () => {
    const split = splitOf([1n, 1n]);
    for (const bad of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.throws(() => weigh([1, bad], split), RangeError);
    }
    assert.throws(() => weigh([1], split), RangeError);
  });
});

describe('sumOver', () => {
  it('walks deviation, expected and count together', () => {
    assert.equal(
      sumOver(weigh([6, 4], splitOf([1n, 1n])), (d, expected, count) => d + expected + count),
      20,
    );
  });
});
