import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chiSquarePower, requiredNoncentrality } from '../../../harness/stats/noncentral-chi-square.ts';
import { assertClose } from './close.ts';

describe('chiSquarePower', () => {
  it('is alpha without an effect and 1 with a huge one', () => {
    assertClose(chiSquarePower(0, 3, 0.01), 0.01, 1e-12);
    assertClose(chiSquarePower(1e-12, 3, 0.01), 0.01, 1e-9);
    assert.equal(chiSquarePower(1e15, 1, 0.01), 1);
    assertClose(chiSquarePower(1e5, 1, 1e-9), 1, 1e-15);
  });

  it('grows with the effect', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 200, noNaN: true }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        fc.integer({ min: 1, max: 50 }),
        (lambda, step, df) => {
          assert.ok(chiSquarePower(lambda + step, df, 0.01) >= chiSquarePower(lambda, df, 0.01) - 1e-12);
        },
      ),
    );
  });
});

describe('requiredNoncentrality', () => {
  it('gives the values of the specification', () => {
    for (const [df, lambda] of [
      [1, 17.8142],
      [2, 20.6499],
      [3, 22.6743],
      [9, 30.3048],
    ] as const) {
      assertClose(requiredNoncentrality(df, 0.01, 0.05), lambda, 5e-6);
    }
  });

  it('undoes the power, also for extreme risks and a thousand versions', () => {
    for (const [df, alpha, missRisk] of [
      [1, 0.01, 0.05],
      [999, 0.01, 0.05],
      [4, 1e-9, 0.2],
      [1, 0.2, 0.7],
    ] as const) {
      assertClose(chiSquarePower(requiredNoncentrality(df, alpha, missRisk), df, alpha), 1 - missRisk, 1e-10);
    }
    assert.ok(requiredNoncentrality(1, 0.01, 1e-12) > requiredNoncentrality(1, 0.01, 1e-11));
  });

  it('is 0 when the accepted miss risk needs no effect at all', () => {
    assert.ok(requiredNoncentrality(1, 0.01, 0.995) < 1e-9);
  });
});
