import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertExpectation } from '../../../harness/judge/valid-expectation.ts';
import { expecting } from './given.ts';

describe('assertExpectation', () => {
  it('accepts what the command line makes', () => assertExpectation(expecting([80, 20, 0], { tolerancePoints: 2 })));

  it('refuses a rule with a number out of range', () => {
    for (const rule of [
      { significance: 0 },
      { significance: 1 },
      { missRisk: 0 },
      { tolerancePoints: 0 },
      { tolerancePoints: 101 },
      { maxFailures: -0.1 },
      { maxFailures: 1.1 },
    ]) {
      assert.throws(() => assertExpectation(expecting([1, 1], rule)), RangeError, JSON.stringify(rule));
    }
  });

  it('refuses weights that contradict themselves', () => {
    const good = expecting([80, 20]);
    assert.throws(() => assertExpectation({ ...good, totalWeight: 7n }), /add up/);
    assert.throws(() => assertExpectation({ ...good, versions: [] }), /add up/);
    assert.throws(() => assertExpectation(expecting([0, 0])), /not all be zero/);
    assert.throws(
      () => assertExpectation({ ...good, versions: good.versions.map((version) => ({ ...version, name: 'same' })) }),
      /named twice/,
    );
    assert.throws(
      () => assertExpectation({ ...good, versions: good.versions.map((version) => ({ ...version, share: 0 })) }),
      /does not belong/,
    );
  });
});
