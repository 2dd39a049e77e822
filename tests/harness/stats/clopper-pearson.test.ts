import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lnAtLeast, lnAtMost } from '../../../harness/stats/binomial-tails.ts';
import { clopperPearson } from '../../../harness/stats/clopper-pearson.ts';
import { wilson } from '../../../harness/stats/score-interval.ts';
import { assertClose } from './close.ts';

describe('clopperPearson', () => {
  it('contains the estimate, and its ends are where the tails meet the risk', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), fc.double({ min: 1e-6, max: 0.3, noNaN: true }), (hits, misses, alpha) => {
        const n = hits + misses;
        fc.pre(n > 0);
        const { lo, hi } = clopperPearson(hits, n, alpha);
        assert.ok(lo <= hits / n && hits / n <= hi);
        if (hits > 0) {
          assertClose(Math.exp(lnAtLeast(hits, misses, lo, 1 - lo)), alpha / 2, 1e-6);
        }
        if (misses > 0) {
          assertClose(Math.exp(lnAtMost(hits, misses, hi, 1 - hi)), alpha / 2, 1e-6);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is closed at 0 and at n', () => {
    assert.equal(clopperPearson(0, 10, 0.01).lo, 0);
    assert.equal(clopperPearson(10, 10, 0.01).hi, 1);
    assertClose(clopperPearson(0, 10, 0.05).hi, 1 - 0.025 ** 0.1, 1e-13);
  });

  it('meets Wilson’s interval at 2^53 − 1 requests', () => {
    const [n, hits] = [Number.MAX_SAFE_INTEGER, 1_801_439_850_948_198];
    const [exact, score] = [clopperPearson(hits, n, 0.01), wilson(hits, n, 0.01)];
    assertClose(exact.lo, score.lo, 1e-12);
    assertClose(exact.hi, score.hi, 1e-12);
  });
});
