import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bucketMiddleMs, bucketOf, HIGHEST_BUCKET, LONGEST_LATENCY_MS } from '../../../harness/classify/latency-buckets.ts';

fc.configureGlobal({ seed: 20260131 });

describe('latency buckets', () => {
  it('have the documented indices', () => {
    const table = [0, 1, 127, 128, 129, 130, 255, 256, 259, 260, 2 ** 20, 2 ** 31, 2 ** 40].map((us) => bucketOf(us / 1000));
    assert.deepEqual(table, [0, 1, 127, 128, 128, 129, 191, 192, 192, 193, 64 * 14 + 64, 64 * 25 + 64, 64 * 34 + 64]);
    assert.equal(bucketOf(-5), 0);
    assert.equal(bucketOf(Number.POSITIVE_INFINITY), HIGHEST_BUCKET);
    assert.throws(() => bucketOf(Number.NaN), RangeError);
  });

  it('are ordered, without gaps, and right to 2 % from 1 µs to 50 days', () => {
    const us = fc.oneof(
      fc.integer({ min: 1, max: 2 ** 42 }),
      fc.nat(42).map((power) => 2 ** power),
      fc.nat(41).map((power) => 2 ** (power + 1) - 1),
    );
    fc.assert(
      fc.property(us, (value) => {
        const bucket = bucketOf(value / 1000);
        assert.ok(Math.abs(bucketMiddleMs(bucket) * 1000 - value) <= 0.008 * value, `${value}`);
        assert.equal(bucketOf(bucketMiddleMs(bucket)), bucket);
        const next = bucketOf((value + 1) / 1000);
        assert.ok(next === bucket || next === bucket + 1);
      }),
      { numRuns: 3000 },
    );
    for (let bucket = 0; bucket <= HIGHEST_BUCKET; bucket += 1) {
      assert.equal(bucketOf(bucketMiddleMs(bucket)), Math.min(bucket, bucketOf(LONGEST_LATENCY_MS)));
    }
  });
});
