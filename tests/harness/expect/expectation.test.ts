import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeExpectation } from '../../../harness/expect/expectation.ts';
import type { Rule } from '../../../harness/model/expectation.ts';

const rule: Rule = {
  significance: 0.01,
  missRisk: 0.05,
  tolerancePoints: null,
  maxFailures: 0.001,
  method: 'auto',
  seed: '1',
  allowUnknown: false,
  requirePower: false,
  diagnostics: 'on',
};

describe('makeExpectation', () => {
  it('carries exact weights and shares', () => {
    const expectation = makeExpectation(
      [
        { name: 'a', text: '33.3' },
        { name: 'b', text: '66.60' },
        { name: 'c', text: '0' },
      ],
      rule,
    );
    assert.equal(expectation.totalWeight, 3n);
    assert.deepEqual(expectation.versions, [
      { name: 'a', weightText: '33.3', weight: 1n, share: 1 / 3 },
      { name: 'b', weightText: '66.60', weight: 2n, share: 2 / 3 },
      { name: 'c', weightText: '0', weight: 0n, share: 0 },
    ]);
    assert.equal(expectation.rule, rule);
  });

  it('refuses what the judge could not read', () => {
    assert.throws(() => makeExpectation([], rule), RangeError);
    assert.throws(() => makeExpectation([{ name: 'a', text: '0' }], rule), /all weights are zero/);
    assert.throws(() => makeExpectation([{ name: 'a', text: '-1' }], rule), RangeError);
    const twins = [
      { name: 'a', text: '1' },
      { name: 'a', text: '2' },
    ];
    assert.throws(() => makeExpectation(twins, rule), /"a" is expected twice/);
  });
});
