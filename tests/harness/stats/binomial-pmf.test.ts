import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lnBinomialPmf, lnProbability } from '../../../harness/stats/binomial-pmf.ts';
import { assertClose } from './close.ts';

describe('lnBinomialPmf', () => {
  it('adds up to 1 over all outcomes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (n, p) => {
        let sum = 0;
        for (let x = 0; x <= n; x += 1) {
          sum += Math.exp(lnBinomialPmf(x, n - x, p, 1 - p));
        }
        assertClose(sum, 1, 1e-11);
      }),
      { numRuns: 50 },
    );
  });

  it('is symmetric in what is called a hit', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (hits, misses, p) => {
        assertClose(lnBinomialPmf(hits, misses, p, 1 - p), lnBinomialPmf(misses, hits, 1 - p, p), 1e-12, 1e-9);
      }),
    );
  });

  it('keeps a tiny complement', () => {
    assertClose(lnBinomialPmf(1e12, 0, 1, 1e-15), -1e-3, 1e-9);
    assert.equal(lnBinomialPmf(0, 0, 0.3, 0.7), 0);
    assertClose(lnProbability(1, 1e-20), -1e-20, 1e-12);
  });
});
