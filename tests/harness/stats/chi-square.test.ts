import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chiSquareQuantile, lnChiSquareTails, lnChiSquareUpper } from '../../../harness/stats/chi-square.ts';
import { assertClose } from './close.ts';

describe('chi-square distribution', () => {
  it('agrees with printed tables', () => {
    const rows = [
      [3.841458820694124, 1, 0.05],
      [6.6348966010212145, 1, 0.01],
      [9.21034037197618, 2, 0.01],
      [124.34211340400408, 100, 0.05],
    ] as const;
    for (const [statistic, df, p] of rows) {
      assertClose(Math.exp(lnChiSquareUpper(statistic, df)), p, 1e-12);
      assertClose(chiSquareQuantile(p, df), statistic, 1e-12);
    }
  });

  it('inverts itself for every df and risk', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 1e-12, max: 0.999, noNaN: true }), (df, share) => {
        assertClose(Math.exp(lnChiSquareUpper(chiSquareQuantile(share, df), df)), share, 1e-10);
      }),
      { numRuns: 40 },
    );
  });

  it('is certain without a degree of freedom', () => {
    assert.deepEqual(lnChiSquareTails(0, 0), { lnLower: Number.NEGATIVE_INFINITY, lnUpper: 0 });
  });

  it('refuses a risk of 0 or 1', () => {
    for (const share of [0, 1, -0.1, Number.NaN]) {
      assert.throws(() => chiSquareQuantile(share, 1), RangeError);
    }
  });
});
