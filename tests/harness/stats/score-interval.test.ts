import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { weigh } from '../../../harness/stats/deviations.ts';
import { pearsonTest } from '../../../harness/stats/pearson.ts';
import { goodman, wilson } from '../../../harness/stats/score-interval.ts';
import { splitOf } from '../../../harness/stats/split.ts';

describe('wilson', () => {
  it('agrees with the chi-square decision for two versions', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.integer({ min: 1, max: 99 }), (hits, misses, percent) => {
        const n = hits + misses;
        fc.pre(n > 0);
        const share = percent / 100;
        const { lo, hi } = wilson(hits, n, 0.01);
        const { lnP } = pearsonTest(weigh([hits, misses], splitOf([BigInt(percent), BigInt(100 - percent)])));
        const isOutside = share < lo - 1e-12 || share > hi + 1e-12;
        assert.equal(isOutside, lnP < Math.log(0.01));
      }),
    );
  });
});

describe('goodman', () => {
  it('contains the estimates and is exact at 0 and n', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 2, maxLength: 10 }), (counts) => {
        const n = counts.reduce((sum, count) => sum + count, 0);
        fc.pre(n > 0);
        for (const [i, { lo, hi }] of goodman(counts, n, 0.01).entries()) {
          const share = (counts[i] ?? 0) / n;
          assert.ok(0 <= lo && lo <= share && share <= hi && hi <= 1);
        }
      }),
    );
    assert.equal(goodman([0, 10], 10, 0.01)[0]?.lo, 0);
    assert.equal(goodman([0, 10], 10, 0.01)[1]?.hi, 1);
  });

  it('gets narrower with more requests and wider with more versions', () => {
    const width = (counts: number[], n: number): number => {
      const first = goodman(counts, n, 0.01)[0];
      return (first?.hi ?? 0) - (first?.lo ?? 0);
    };
    assert.ok(width([3000, 7000], 10_000) < width([300, 700], 1000));
    assert.ok(width([300, 500, 200], 1000) > width([300, 700], 1000));
  });
});
