import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { deviance } from '../../../harness/stats/deviance.ts';
import { assertClose } from './close.ts';

describe('deviance', () => {
  it('is 0 at the expected value and never negative', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (x, m) => {
        assert.ok(deviance(x, m, x - m) >= 0);
        assert.equal(deviance(m, m, 0), 0);
      }),
    );
  });

  it('is the whole expectation when nothing came', () => assert.equal(deviance(0, 12.5, -12.5), 12.5));

  it('meets d²/2m close to the expectation, where the plain formula has no digits left', () => {
    assertClose(deviance(1e15 + 1000, 1e15, 1000), 1000 ** 2 / 2e15, 1e-9);
  });

  it('has no step where the series takes over', () => {
    const at = (x: number): number => deviance(x, 100, x - 100);
    assertClose(at(122.2), at(122.3), 0.02);
    assertClose(at(122.2), 122.2 * Math.log(1.222) - 22.2, 1e-13);
  });
});
