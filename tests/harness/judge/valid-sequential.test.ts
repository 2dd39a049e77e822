import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../../harness/judge/judge.ts';
import type { SequentialFindings } from '../../../harness/model/sequential.ts';
import { counting, expecting } from './given.ts';
import { inTurn, watched } from './watched.ts';

const plain = expecting([80, 20]);
const tolerant = expecting([80, 20], { tolerancePoints: 2 });
const RIGHT = ['v1', 'v1', 'v1', 'v1', 'v2'];
const failing = watched(plain, 100, inTurn(100, 'v2'));
const passing = watched(tolerant, 9_000, inTurn(9_000, ...RIGHT));
const capped = watched(plain, 500, inTurn(500, ...RIGHT));

const refused = (found: SequentialFindings, changes: Partial<SequentialFindings>, expectation = plain): void => {
  const tally = counting(found.stopCounts);
  assert.doesNotThrow(() => judge(expectation, tally, found));
  assert.throws(
    () => judge(expectation, tally, { ...found, ...changes }),
    /^RangeError: the record of the sequential run is not sound: /,
    JSON.stringify(changes),
  );
};

describe('assertSequential', () => {
  it('refuses a decision that does not follow from the counts', () => {
    refused(failing, { decision: 'pass' });
    refused(failing, { decision: 'cap' });
    refused(failing, { decision: 'not-stopped' });
    refused(capped, { decision: 'fail' });
    refused(capped, { decision: 'pass' });
    refused(passing, { decision: 'fail' }, tolerant);
    refused(capped, { decision: 'structural', logE: null, pSequential: 0 });
    refused(capped, { capRequests: 501 });
  });

  it('refuses counts that were never sent or belong to other versions', () => {
    refused(capped, { stopCounts: [401, 99] });
    refused(capped, { stopCounts: [400] });
    refused(capped, { stopCounts: [400, 99.5] });
    refused(capped, { stopN: 499 });
    refused(capped, { stopN: 501, capRequests: 501 });
    refused(failing, { capRequests: failing.stopN - 1 });
  });

  it('refuses evidence and p-values that contradict each other', () => {
    refused(failing, { pSequential: 0.5 });
    refused(failing, { logE: null });
    refused(failing, { maxLogE: failing.logE! - 1 });
    refused(capped, { maxLogE: -1, pSequential: 1 });
    refused(capped, { maxLogE: Number.NaN, pSequential: Number.NaN });
    refused(passing, { llr: Number.NaN }, tolerant);
    refused(capped, { band: { lo: [0, -0.1], hi: [1, 1] } });
  });

  it('refuses a decision that was made by another rule', () => {
    const strict = expecting([80, 20], { significance: 1e-6 });
    assert.throws(() => judge(strict, counting(failing.stopCounts), failing), /does not follow/);
    const tight = expecting([80, 20], { tolerancePoints: 1 });
    assert.throws(() => judge(tight, counting(passing.stopCounts), passing), /does not follow/);
  });
});
