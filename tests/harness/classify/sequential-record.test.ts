import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sequentialRecord } from '../../../harness/classify/sequential-record.ts';

const good = {
  decision: 'fail',
  stopN: 43,
  capRequests: 100,
  stopCounts: [43, 0],
  logE: 4.62,
  maxLogE: 4.62,
  pSequential: 0.0098,
  llr: null,
  band: { lo: [0.5, 0], hi: [1, 0.5] },
};

describe('sequentialRecord', () => {
  it('reads every decision back as it was', () => {
    for (const decision of ['fail', 'pass', 'structural', 'cap', 'not-stopped']) {
      assert.deepEqual(sequentialRecord({ ...good, decision }, '$'), { ...good, decision });
    }
    assert.equal(sequentialRecord({ ...good, logE: null }, '$').logE, null);
  });

  it('refuses what no run can have found, and says where', () => {
    const wrong: readonly (readonly [Record<string, unknown>, RegExp])[] = [
      [{ decision: 'maybe' }, /^RangeError: \$\.decision is "maybe"/],
      [{ stopN: -1 }, /\$\.stopN/],
      [{ capRequests: 0 }, /\$\.capRequests/],
      [{ stopCounts: [1.5] }, /\$\.stopCounts\[0\]/],
      [{ logE: '4' }, /\$\.logE/],
      [{ maxLogE: -0.1 }, /\$\.maxLogE/],
      [{ pSequential: 1.1 }, /\$\.pSequential/],
      [{ llr: undefined }, /\$\.llr is missing/],
      [{ band: { lo: [0] } }, /\$\.band\.hi is missing/],
      [{ band: { lo: [-0.1], hi: [1] } }, /\$\.band\.lo\[0\]/],
      [{ extra: 1 }, /\$\.extra is not a known field/],
    ];
    for (const [changes, message] of wrong) {
      assert.throws(() => sequentialRecord({ ...good, ...changes }, '$'), message);
    }
  });
});
