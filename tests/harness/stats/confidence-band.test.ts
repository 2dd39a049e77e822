import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clopperPearson } from '../../../harness/stats/clopper-pearson.ts';
import { confidenceBand } from '../../../harness/stats/confidence-band.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { lnGamma } from '../../../harness/stats/stirling.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';

const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b);

describe('confidenceBand', () => {
  it('ends where the formula as printed reaches its limit', () => {
    const input = fc.record({
      weights: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 4 }),
      counts: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(input, ({ weights, counts: any }) => {
        const split = splitOf(weights.map(BigInt));
        const counts = any.slice(0, weights.length);
        const n = counts.reduce((sum, count) => sum + count, 0);
        const { lo, hi } = confidenceBand(split, counts, n, 0.01);
        for (const [i, c] of counts.entries()) {
          const prior = 100 * split.shares[i]!;
          const printed = (theta: number): number =>
            lnBeta(prior + c, 100 - prior + n - c) -
            lnBeta(prior, 100 - prior) -
            c * Math.log(theta) -
            (n - c) * Math.log1p(-theta);
          const limit = Math.log(counts.length / 0.01);
          // Beside the ends, because the last one below 1 may be closer to it than a double can tell.
          assert.ok(printed(lo[i]! * (1 + 1e-9)) < limit + 1e-6 && printed(lo[i]! * (1 - 1e-9)) > limit - 1e-6);
          assert.ok(printed(hi[i]! * (1 - 1e-9)) < limit + 1e-6);
          assert.ok(hi[i]! * (1 + 1e-9) >= 1 || printed(hi[i]! * (1 + 1e-9)) > limit - 1e-6);
          assert.ok(lo[i]! < c / n && c / n < hi[i]!);
        }
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('is wider than an interval for a size that was fixed beforehand', () => {
    const { lo, hi } = confidenceBand(splitOf([4n, 1n]), [790, 210], 1000, 0.01);
    const fixed = clopperPearson(790, 1000, 0.01);
    assert.ok(lo[0]! < fixed.lo && fixed.hi < hi[0]!);
  });

  it('reaches the end of the scale for a version that got nothing or everything', () => {
    const { lo, hi } = confidenceBand(splitOf([4n, 1n]), [30, 0], 30, 0.01);
    assert.deepEqual([hi[0], lo[1]], [1, 0]);
    assert.ok(Math.abs(lo[0]! - (1 - hi[1]!)) < 1e-12);
    assert.deepEqual(confidenceBand(splitOf([4n, 1n]), [0, 0], 0, 0.01), { lo: [0, 0], hi: [1, 1] });
  });

  it('bounds a single version from below by the leak that would have shown', () => {
    const { lo, hi } = confidenceBand(splitOf([1n]), [299], 299, 0.05);
    assert.ok(Math.abs(1 - lo[0]! - 0.00997) < 1e-4);
    assert.deepEqual(hi, [1]);
  });

  it('keeps its digits at a billion requests', () => {
    const { lo, hi } = confidenceBand(splitOf([4n, 1n]), [800_000_000, 200_000_000], 1e9, 0.01);
    assert.ok(lo[0]! > 0.7999 && hi[0]! < 0.8001 && lo[0]! < 0.8 && hi[0]! > 0.8);
  });

  it('holds the true share at every one of many looks in nearly all runs', () => {
    const [split, runs] = [splitOf([4n, 1n]), 100];
    let missed = 0;
    for (let seed = 1n; seed <= runs; seed += 1n) {
      const random = xoshiro(seed);
      const counts = [0, 0];
      let isInside = true;
      for (let n = 1; n <= 400; n += 1) {
        counts[random.nextUniform() < 0.7 ? 0 : 1]! += 1;
        if (n % 20 === 0) {
          const { lo, hi } = confidenceBand(split, counts, n, 0.05);
          isInside &&= lo[0]! <= 0.7 && 0.7 <= hi[0]!;
        }
      }
      missed += isInside ? 0 : 1;
    }
    // Expected below 5; 13 or more has a chance below 1 in 500 even at exactly 5 %.
    assert.ok(missed <= 12, `${missed} of ${runs}`);
  });
});
