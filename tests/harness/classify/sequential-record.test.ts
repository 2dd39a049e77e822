import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sequentialRecord } from '../../../harness/classify/sequential-record.ts';

const FINDINGS = {
  decision: 'fail',
  stopN: 43,
  capRequests: 1000,
  stopCounts: [43, 0],
  logE: null,
  maxLogE: 4.7,
  pSequential: 0.009,
  llr: null,
  band: { lo: [0.9, 0], hi: [1, 0.1] },
};

describe('sequentialRecord', () => {
  it('keeps everything', () => assert.deepEqual(sequentialRecord(structuredClone(FINDINGS), '$'), FINDINGS));

  for (const wrong of [
    { decision: 'maybe' },
    { stopN: -1 },
    { capRequests: 0 },
    { stopCounts: [0.5] },
    { logE: '1' },
    { maxLogE: -1 },
    { pSequential: 1.1 },
    { band: { lo: [2], hi: [] } },
  ]) {
    it(`refuses ${JSON.stringify(wrong)}`, () => {
      assert.throws(() => sequentialRecord({ ...FINDINGS, ...wrong }, '$'), {
        name: 'RangeError',
        message: /^\$\..+ but must be/,
      });
    });
  }
});
