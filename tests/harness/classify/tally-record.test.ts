import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tallyRecord } from '../../../harness/classify/tally-record.ts';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';

const typed = tallyFromCounts(['a'], [1]);

describe('tallyRecord', () => {
  it('keeps member order and drops nothing', () => assert.deepEqual(tallyRecord(structuredClone(typed), '$'), typed));

  it('refuses risks of 0 and 1', () => {
    const gate = {
      name: 'g',
      expect: 'a=1',
      tolerancePoints: null,
      significance: 0.01,
      power: 0.95,
      maxFailures: 0,
      seed: '1',
      method: 'auto',
      allowUnknown: false,
      requirePower: false,
      diagnostics: 'on',
      proveItCanFail: false,
      shared: null,
      sequential: [],
      notes: ['lab'],
    };
    assert.doesNotThrow(() => tallyRecord({ ...typed, gate }, '$'));
    for (const wrong of [
      { significance: 0 },
      { significance: 1 },
      { power: 1 },
      { tolerancePoints: 0 },
      { tolerancePoints: 100 },
      { maxFailures: 1.1 },
      { seed: '-1' },
    ]) {
      assert.throws(() => tallyRecord({ ...typed, gate: { ...gate, ...wrong } }, '$'), RangeError, JSON.stringify(wrong));
    }
  });
});
