import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lnGamma, stirlingCorrection } from '../../../harness/stats/stirling.ts';
import { assertClose } from './close.ts';

describe('lnGamma', () => {
  it('agrees with factorials', () => {
    let factorial = 1;
    for (let n = 1; n <= 22; n += 1) {
      assertClose(lnGamma(n), Math.log(factorial), 1e-14, 1e-14);
      factorial *= n;
    }
  });

  it('is ½ ln π at ½ and stays finite from 10^-280 to 10^15', () => {
    assertClose(lnGamma(0.5), Math.log(Math.PI) / 2, 1e-14);
    assertClose(lnGamma(1e-280), 280 * Math.LN10, 1e-14);
    assertClose(lnGamma(1e15), 33538776394910664, 1e-15);
  });

  it('obeys Γ(x + 1) = x Γ(x) across the change of method at 16', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 40, noNaN: true }), (x) => {
        assertClose(lnGamma(x + 1), lnGamma(x) + Math.log(x), 1e-13, 1e-13);
      }),
    );
  });
});

describe('stirlingCorrection', () => {
  it('is 1 − ½ ln 2π at 1, 0 at 0 by convention, and falls like 1/12x', () => {
    assertClose(stirlingCorrection(1), 0.08106146679532726, 1e-13);
    assert.equal(stirlingCorrection(0), 0);
    assertClose(stirlingCorrection(1e9), 1 / 12e9, 1e-12);
  });

  it('has no step where the method changes', () => {
    assertClose(stirlingCorrection(15.9999999), stirlingCorrection(16), 1e-8);
  });
});
