import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastAnswerMs, sharedCounters, ThreadCounters, totalCounters } from '../../../harness/cli/thread-counters.ts';
import { newCounters } from '../../../harness/drive/control.ts';

describe('counters of threads', () => {
  it('are at rest like those of a driver alone', () => {
    const { phase, warmed, sent, answered, failed, underWay } = new ThreadCounters(sharedCounters(1), 0);
    assert.deepEqual({ phase, warmed, sent, answered, failed, underWay }, newCounters());
  });

  it('are kept apart, seen by all, and added up', () => {
    const shared = sharedCounters(3);
    const threads = [0, 1, 2].map((thread) => new ThreadCounters(shared, thread));
    const total = totalCounters(shared);
    for (const [place, thread] of threads.entries()) {
      thread.sent += 10 * (place + 1);
      thread.answered++;
      thread.failed += place;
      thread.warmed += 2 * place;
      thread.underWay--;
    }
    assert.deepEqual([total.sent, total.answered, total.failed, total.warmed], [60, 3, 3, 6]);
    const again = new ThreadCounters(shared, 1);
    assert.deepEqual([again.sent, again.answered, again.failed, again.underWay], [20, 1, 1, -1]);
  });

  it('count beyond 32 bits', () => {
    const shared = sharedCounters(2);
    new ThreadCounters(shared, 0).answered = 2 ** 40;
    new ThreadCounters(shared, 1).answered = 2 ** 41 + 1;
    assert.equal(totalCounters(shared).answered, 2 ** 40 + 2 ** 41 + 1);
  });

  it('tell when any thread got its last answer', () => {
    const shared = sharedCounters(3);
    assert.equal(lastAnswerMs(shared), 0);
    new ThreadCounters(shared, 2, () => 7.5).answered++;
    new ThreadCounters(shared, 0, () => 3).answered++;
    new ThreadCounters(shared, 1, () => 9).failed++;
    assert.equal(lastAnswerMs(shared), 7.5);
  });

  it('are as far as the thread that is farthest', () => {
    const shared = sharedCounters(2);
    const total = totalCounters(shared);
    assert.equal(total.phase, 'waiting');
    new ThreadCounters(shared, 1).phase = 'warming';
    assert.equal(total.phase, 'warming');
    new ThreadCounters(shared, 0).phase = 'counting';
    assert.equal(total.phase, 'counting');
    assert.equal(new ThreadCounters(shared, 1).phase, 'warming');
  });
});
