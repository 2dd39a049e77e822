import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { excessOverLog1p, lnComplement, lnSum, log10Of } from '../../../harness/stats/log-space.ts';
import { assertClose } from './close.ts';

describe('lnComplement', () => {
  it('keeps the digits at both ends', () => {
    assertClose(lnComplement(Math.log(1e-20)), -1e-20, 1e-13);
    assertClose(lnComplement(-1e-20), Math.log(1e-20), 1e-13);
    assert.equal(lnComplement(0), Number.NEGATIVE_INFINITY);
    assert.ok(lnComplement(-1e7) === 0);
  });

  it('undoes itself', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: -1e-3, noNaN: true }), (lnP) => {
        assertClose(lnComplement(lnComplement(lnP)), lnP, 1e-9, 1e-12);
      }),
    );
  });
});

describe('lnSum', () => {
  it('adds far below what a double can hold', () => {
    assertClose(lnSum(-1e6, -1e6), -1e6 + Math.LN2, 1e-15);
    assert.equal(lnSum(Number.NEGATIVE_INFINITY, -3), -3);
    assert.equal(lnSum(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY), Number.NEGATIVE_INFINITY);
  });
});

describe('log10Of', () => {
  it('never gives −0', () => {
    assert.ok(Object.is(log10Of(-0), 0));
    assertClose(log10Of(Math.log(1e-5)), -5, 1e-15);
  });
});

describe('excessOverLog1p', () => {
  it('is never negative and meets the plain formula at the seam', () => {
    assertClose(excessOverLog1p(0.0999999999), excessOverLog1p(0.1000000001), 1e-8);
    assertClose(excessOverLog1p(-0.0999999999), excessOverLog1p(-0.1000000001), 1e-8);
    assertClose(excessOverLog1p(1e-9), 0.5e-18, 1e-8);
    fc.assert(fc.property(fc.double({ min: -0.999, max: 1000, noNaN: true }), (u) => assert.ok(excessOverLog1p(u) >= 0)));
  });
});
