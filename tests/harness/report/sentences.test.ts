import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sentencesOf } from '../../../harness/report/sentences.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';

describe('sentencesOf', () => {
  it('begins with the reason and says no verdict again', () => {
    for (const given of Object.values(CASES)) {
      const gate = judged(given).gates[0]!;
      const [first, ...others] = sentencesOf(gate);
      assert.ok(gate.message.endsWith(first!));
      assert.equal(others.length, gate.messages.length - 1);
      for (const text of [first!, ...others]) assert.doesNotMatch(text, /^(PASS|FAIL|INCONCLUSIVE)\./);
    }
  });
});
