import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MOST_STREAMS } from '../../../harness/classify/merge-order.ts';
import { MOST_THREADS, type ThreadQuestion, threadCount } from '../../../harness/cli/thread-count.ts';

const question = (
  asked: number | null,
  plan: Partial<ThreadQuestion['plan']> = {},
  more: Partial<ThreadQuestion> = {},
): ThreadQuestion => ({
  asked,
  cores: 8,
  isSequential: false,
  isMirror: false,
  plan: { requests: 1_000_000, connections: 32, ratePerSecond: null, ...plan },
  ...more,
});

describe('threadCount', () => {
  it('leaves one core to the target unless told otherwise, and is never below one', () => {
    assert.deepEqual(threadCount(question(null)), { threads: 7, note: '7 threads send (--threads N changes that)' });
    assert.equal(threadCount(question(null, {}, { cores: 2 })).threads, 1);
    assert.equal(threadCount(question(null, {}, { cores: 1 })).threads, 1);
  });

  it('starts no thread for a few requests unless asked to', () => {
    assert.equal(threadCount(question(null, { requests: 1141 })).threads, 1);
    assert.equal(threadCount(question(null, { requests: 35_000 })).threads, 3);
    assert.deepEqual(threadCount(question(4, { requests: 1141 })), { threads: 4, note: null });
    assert.equal(threadCount(question(null, { requests: Number.MAX_SAFE_INTEGER })).threads, 7);
  });

  it('does as asked, beyond the cores too', () => {
    assert.deepEqual(threadCount(question(3)), { threads: 3, note: null });
    assert.deepEqual(threadCount(question(16)), { threads: 16, note: null });
  });

  it('has never more threads than connections or requests, and says so', () => {
    assert.deepEqual(threadCount(question(4, { connections: 3 })), {
      threads: 3,
      note: '--threads 4: only 3, one per connection',
    });
    assert.deepEqual(threadCount(question(4, { requests: 2 })), { threads: 2, note: '--threads 4: only 2, one per request' });
    assert.equal(threadCount(question(null, { connections: 2 })).threads, 2);
  });

  for (const [what, more, plan, why] of [
    ['a sequential run', { isSequential: true }, {}, /a sequential run looks at the answers in send order$/],
    ['mirrored requests', { isMirror: true }, {}, /mirrored requests are numbered in send order$/],
    ['a low rate', {}, { ratePerSecond: 999 }, /999 requests per second are less than 1000$/],
  ] as const)
    it(`${what}: one thread, with a note only where another number was asked for`, () => {
      const asked = threadCount(question(4, plan, more));
      assert.equal(asked.threads, 1);
      assert.match(asked.note ?? '', /^--threads 4: one thread sends, because /);
      assert.match(asked.note ?? '', why);
      assert.deepEqual(threadCount(question(null, plan, more)), { threads: 1, note: null });
      assert.deepEqual(threadCount(question(1, plan, more)), { threads: 1, note: null });
    });

  it('a rate that one thread would not keep is divided', () => {
    assert.deepEqual(threadCount(question(4, { ratePerSecond: 1000 })), { threads: 4, note: null });
  });

  it('is a number that the plan can be divided by, whatever is asked', () => {
    const whole = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(fc.option(whole), whole, whole, whole, (asked, cores, requests, connections) => {
        const { threads, note } = threadCount({
          asked,
          cores,
          isSequential: false,
          isMirror: false,
          plan: { requests, connections, ratePerSecond: null },
        });
        assert.ok(threads >= 1 && threads <= Math.min(requests, connections, 256));
        assert.equal(note !== null, threads !== (asked ?? 1));
      }),
    );
  });

  it('has no more threads than a tally has room for', () => {
    assert.ok(MOST_THREADS <= MOST_STREAMS);
    const plan = { requests: Number.MAX_SAFE_INTEGER, connections: 10_000 };
    assert.equal(threadCount(question(null, plan, { cores: 1000 })).threads, MOST_THREADS);
  });
});
