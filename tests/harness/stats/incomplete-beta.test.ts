import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lnIncompleteBeta } from '../../../harness/stats/incomplete-beta.ts';
import { assertClose } from './close.ts';

const size = fc.oneof(fc.double({ min: 0.5, max: 1000, noNaN: true }), fc.double({ min: 1e3, max: 1e15, noNaN: true }));

describe('lnIncompleteBeta', () => {
  it('agrees with values worked out by hand', () => {
    assertClose(Math.exp(lnIncompleteBeta(2, 3, 0.5, 0.5).lnLower), 0.6875, 1e-13);
    assertClose(Math.exp(lnIncompleteBeta(1, 5, 0.2, 0.8).lnUpper), 0.8 ** 5, 1e-13);
    assertClose(lnIncompleteBeta(1e6, 1, 0.5, 0.5).lnLower, -1e6 * Math.LN2, 1e-13);
  });

  it('has tails that add up to 1, at any size and distance from the mean', () => {
    fc.assert(
      fc.property(size, size, fc.double({ min: -6, max: 6, noNaN: true }), (a, b, z) => {
        const mean = a / (a + b);
        const x = mean + z * Math.sqrt((mean * (1 - mean)) / (a + b + 1));
        fc.pre(x > 0 && x < 1);
        const { lnLower, lnUpper } = lnIncompleteBeta(a, b, x, 1 - x);
        assertClose(Math.exp(lnLower) + Math.exp(lnUpper), 1, 1e-11);
        const mirror = lnIncompleteBeta(b, a, 1 - x, x);
        assertClose(mirror.lnUpper, lnLower, 1e-8, 1e-8);
      }),
    );
  });

  it('does not jump where the integral takes over from the fraction', () => {
    for (const z of [-5, -1, 0, 0.5, 4]) {
      const at = (a: number): number =>
        lnIncompleteBeta(a, 3 * a, 0.25 + z * Math.sqrt(0.1875 / (4 * a)), 0.75 - z * Math.sqrt(0.1875 / (4 * a))).lnLower;
      assertClose(at(100_001), at(99_999), 1e-5);
    }
  });

  it('knows its ends', () => {
    assert.equal(lnIncompleteBeta(2, 3, 0, 1).lnLower, Number.NEGATIVE_INFINITY);
    assert.equal(lnIncompleteBeta(2, 3, 1, 0).lnLower, 0);
    assert.equal(lnIncompleteBeta(0, 3, 0.5, 0.5).lnLower, 0);
    assert.equal(lnIncompleteBeta(3, 0, 0.5, 0.5).lnUpper, 0);
  });

  it('refuses what has no value', () => {
    for (const [a, b, x] of [
      [-1, 1, 0.5],
      [0, 0, 0.5],
      [1, 1, 1.5],
      [1, 1, Number.NaN],
      [Number.NaN, 1, 0.5],
    ] as const) {
      assert.throws(() => lnIncompleteBeta(a, b, x, 1 - x), RangeError);
    }
  });
});
