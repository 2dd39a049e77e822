import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lnIncompleteGamma } from '../../../harness/stats/incomplete-gamma.ts';
import { assertClose } from './close.ts';

const shape = fc.double({ min: 0.25, max: 5000, noNaN: true });
const ratio = fc.double({ min: 0, max: 6, noNaN: true });

describe('lnIncompleteGamma', () => {
  it('has tails that add up to 1', () => {
    fc.assert(
      fc.property(shape, ratio, (a, r) => {
        const { lnLower, lnUpper } = lnIncompleteGamma(a, a * r);
        assertClose(Math.exp(lnLower) + Math.exp(lnUpper), 1, 1e-12);
      }),
    );
  });

  it('falls as the argument grows', () => {
    fc.assert(
      fc.property(shape, ratio, fc.double({ min: 1e-3, max: 1, noNaN: true }), (a, r, step) => {
        assert.ok(lnIncompleteGamma(a, a * r + step).lnUpper <= lnIncompleteGamma(a, a * r).lnUpper + 1e-12);
      }),
    );
  });

  it('is e^−x for shape 1, down to 10^−1,000,000', () => {
    for (const x of [0, 1e-9, 0.5, 2, 30, 700, 2_302_585]) {
      assertClose(lnIncompleteGamma(1, x).lnUpper, -x, 1e-13, 1e-300);
    }
  });

  it('obeys Q(a + 1, x) = Q(a, x) + x^a e^−x / Γ(a + 1)', () => {
    for (let a = 1; a < 60; a += 1) {
      const step = Math.exp(lnIncompleteGamma(a + 1, 20).lnUpper) - Math.exp(lnIncompleteGamma(a, 20).lnUpper);
      let lnTerm = -20;
      for (let j = 1; j <= a; j += 1) {
        lnTerm += Math.log(20 / j);
      }
      assertClose(step, Math.exp(lnTerm), 1e-9, 1e-15);
    }
  });

  it('refuses what has no value', () => {
    for (const [a, x] of [
      [0, 1],
      [-1, 1],
      [Number.NaN, 1],
      [1, Number.NaN],
      [1, Number.POSITIVE_INFINITY],
      [Number.POSITIVE_INFINITY, 1],
    ] as const) {
      assert.throws(() => lnIncompleteGamma(a, x), RangeError);
    }
  });
});
