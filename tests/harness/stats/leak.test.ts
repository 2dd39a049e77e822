import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { leakUpperBound, requestsToSeeLeak } from '../../../harness/stats/leak.ts';
import { assertClose } from './close.ts';

describe('leakUpperBound', () => {
  it('is the rate at which seeing nothing has the accepted risk', () => {
    assertClose(leakUpperBound(1000, 0.05), 0.0029912495450952962, 1e-13);
    assertClose(leakUpperBound(1e15, 0.05), -Math.log(0.05) / 1e15, 1e-12);
  });
});

describe('requestsToSeeLeak', () => {
  it('answers the reference questions', () => {
    assert.equal(requestsToSeeLeak(0.001, 0.05), 2995);
    assert.equal(requestsToSeeLeak(0.01, 0.05), 299);
    assert.equal(requestsToSeeLeak(1, 0.05), 1);
  });

  it('does not round past a whole number', () => {
    assert.equal(requestsToSeeLeak(0.5, 0.25), 2);
    assert.equal(requestsToSeeLeak(0.9, 1 - 0.999), 3);
  });

  it('is the smallest number that brings the bound down to the rate', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 0.9, noNaN: true }),
        fc.double({ min: 1e-6, max: 0.5, noNaN: true }),
        (rate, missRisk) => {
          const n = requestsToSeeLeak(rate, missRisk);
          assert.ok(leakUpperBound(n, missRisk) <= rate * (1 + 1e-9));
          assert.ok(n === 1 || leakUpperBound(n - 1, missRisk) > rate * (1 - 1e-9));
        },
      ),
    );
  });
});
