import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lnBinomialPmf } from '../../../harness/stats/binomial-pmf.ts';
import { lnAtLeast, lnAtMost } from '../../../harness/stats/binomial-tails.ts';
import { assertClose } from './close.ts';

describe('binomial tails', () => {
  it('are the sums of the single probabilities', () => {
    fc.assert(
      fc.property(fc.nat(120), fc.nat(120), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (hits, misses, p) => {
        const n = hits + misses;
        let [atMost, atLeast] = [0, 0];
        for (let x = 0; x <= n; x += 1) {
          const probability = Math.exp(lnBinomialPmf(x, n - x, p, 1 - p));
          atMost += x <= hits ? probability : 0;
          atLeast += x >= hits ? probability : 0;
        }
        // Below 1e-290 the sum has fewer digits than a double: the logarithm is then the better value.
        assertClose(Math.exp(lnAtMost(hits, misses, p, 1 - p)), atMost, 1e-10, 1e-290);
        assertClose(Math.exp(lnAtLeast(hits, misses, p, 1 - p)), atLeast, 1e-10, 1e-290);
      }),
    );
  });

  it('are certain or impossible at the ends', () => {
    assert.equal(lnAtMost(5, 0, 0.5, 0.5), 0);
    assert.equal(lnAtLeast(0, 5, 0.5, 0.5), 0);
    assert.equal(lnAtMost(-1, 6, 0.5, 0.5), Number.NEGATIVE_INFINITY);
    assert.equal(lnAtLeast(6, -1, 0.5, 0.5), Number.NEGATIVE_INFINITY);
  });
});
