import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countVersions } from '../../../harness/judge/counted.ts';
import { counting, expecting, failed, labelled } from './given.ts';

describe('countVersions', () => {
  it('sorts labels into versions, zero hits and strangers', () => {
    const tally = counting([8, 1, 2], {
      labels: [labelled('v9', 3, { firstIndex: 4, failing: 1 }), labelled('', 1)],
      failures: [failed('timeout', 5)],
    });
    const counted = countVersions(expecting([80, 20, 0]), tally);
    assert.deepEqual([counted.n, counted.nAll, counted.unattributed, counted.failing], [9, 20, 5, 6]);
    assert.deepEqual(counted.active, [0, 1]);
    assert.deepEqual(
      counted.zeroHits.map(({ name, count }) => [name, count]),
      [['v3', 2]],
    );
    assert.deepEqual(counted.strangers[0], { name: 'v9', count: 3, share: 0.15, firstIndex: 4 });
    assert.equal(counted.strangers[1]?.name, '');
  });

  it('knows no order for counts that were typed in', () => {
    const counted = countVersions(expecting([1, 0]), counting([1, 1], { startedAt: null }));
    assert.equal(counted.zeroHits[0]?.firstIndex, null);
  });

  it('takes a label that never occurred for no violation', () => {
    const counted = countVersions(expecting([1, 0]), counting([1], { labels: [labelled('v2', 0), labelled('x', 0)] }));
    assert.deepEqual([counted.zeroHits, counted.strangers], [[], []]);
  });

  it('names what is wrong with a tally', () => {
    const run = (tally: ReturnType<typeof counting>) => () => countVersions(expecting([1, 1]), tally);
    assert.throws(run(counting([1], { labels: [labelled('x', 2, { failing: 3 })] })), /failing at most count/);
    assert.throws(run(counting([1], { failures: [failed('timeout', 0.5)] })), /"timeout" have count 0.5/);
    assert.throws(run(counting([1], { sent: 2 })), /2 requests were sent, but answers and failures add up to 1/);
  });
});
