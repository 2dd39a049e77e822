import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../../harness/judge/judge.ts';
import { counting, expecting, failed, labelled } from './given.ts';

/** One tally that breaks every rule at once; mending the first one uncovers the next. */
describe('decide', () => {
  it('walks the rules in order', () => {
    const stranger = [labelled('v9', 1)];
    const lost = [failed('timeout', 400)];
    const reasonOf = (labels: typeof stranger, failures: typeof lost, counts: number[], rule = {}) =>
      judge(expecting([80, 20], rule), counting(counts, { labels, failures })).reason;
    assert.equal(reasonOf(stranger, lost, [500, 500]), 'structural');
    assert.equal(reasonOf([], lost, [500, 500]), 'could-not-measure');
    assert.equal(reasonOf([], [failed('timeout', 100)], [500, 500]), 'failures');
    assert.equal(reasonOf([], [failed('timeout', 100)], [500, 500], { maxFailures: 0.2 }), 'significant');
    assert.equal(reasonOf([], [], [800, 200]), 'not-significant');
  });

  it('treats a few requests without a version as ignored in a vacuous run', () => {
    const verdict = judge(expecting([50, 50], { maxFailures: 1 }), counting([2, 1], { failures: [failed('timeout', 0)] }));
    assert.equal(verdict.reason, 'vacuous');
  });
});
