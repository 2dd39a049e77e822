import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createHeldOutcomes } from '../../../../harness/classify/mirror/held-outcomes.ts';
import type { ObservationSink } from '../../../../harness/model/observation.ts';
import { answer, failure } from '../answers.ts';

fc.configureGlobal({ seed: 20260131 });

/** Everything that a replay hands over, in words. */
const replayed = (held: ReturnType<typeof createHeldOutcomes>): string[] => {
  const seen: string[] = [];
  const sink: ObservationSink = {
    answer: (a) => seen.push(`${a.index} on ${a.connection}: ${a.status} ${a.latencyMs} ms, sent at ${a.sentAtMs}`),
    failure: (f) => seen.push(`${f.index} on ${f.connection}: ${f.kind} ${f.detail} ${f.latencyMs} ms`),
    closed: (connection) => seen.push(`${connection} closed`),
  };
  held.replayInto(sink);
  return seen;
};

describe('createHeldOutcomes', () => {
  it('gives back in send order what came in any order', () => {
    const held = createHeldOutcomes();
    held.answer(answer('body', { index: 2, connection: 1, status: 503, latencyMs: 2.5, sentAtMs: 7.25, headers: { x: 'y' } }));
    held.failure({ ...failure('timeout', 'no answer within 5 ms'), index: 1, connection: 0, latencyMs: 5 });
    held.closed(0);
    held.failure({ ...failure('timeout', 'other words'), index: 3, connection: 7 });
    held.failure({ ...failure('reset', 'ECONNRESET'), index: 4, connection: 1 });
    held.answer(answer('', { index: 0, connection: 0, status: 200, latencyMs: 1, sentAtMs: 0.5 }));
    assert.equal(held.count, 5);
    assert.deepEqual(replayed(held), [
      '0 on 0: 200 1 ms, sent at 0.5',
      '1 on 0: timeout no answer within 5 ms 5 ms',
      '0 closed',
      '2 on 1: 503 2.5 ms, sent at 7.25',
      '3 on 7: timeout no answer within 5 ms 1 ms',
      '7 closed',
      '4 on 1: reset ECONNRESET 1 ms',
      '1 closed',
    ]);
  });

  it('holds latency from the real send where it is told, beside failures that have none', () => {
    const held = createHeldOutcomes();
    const seen: unknown[] = [];
    held.failure({ ...failure('reset', 'cut'), index: 0 });
    for (let index = 1; index < 3000; index += 1) held.answer(answer('', { index, latencyMs: 5, uncorrectedMs: index / 4 }));
    held.replayInto({ answer: ({ index, uncorrectedMs }) => seen.push([index, uncorrectedMs]), failure() {}, closed() {} });
    assert.deepEqual(
      seen,
      Array.from({ length: 2999 }, (_, i) => [i + 1, (i + 1) / 4]),
    );
    const plain = createHeldOutcomes();
    plain.answer(answer(''));
    plain.replayInto({ answer: ({ uncorrectedMs }) => assert.equal(uncorrectedMs, null), failure() {}, closed() {} });
  });

  it('is empty at first', () => assert.deepEqual(replayed(createHeldOutcomes()), []));

  it('keeps every outcome while it grows, and closes every connection once, after its last word', () => {
    const order = fc
      .integer({ min: 1, max: 4000 })
      .chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: 1, max: count }), fc.integer({ min: 1, max: 50 })));
    fc.assert(
      fc.property(order, ([count, step, connections]) => {
        const held = createHeldOutcomes();
        const indices = Array.from({ length: count }, (_, index) => index).toSorted((a, b) => (a % step) - (b % step));
        for (const index of indices) held.answer(answer('', { index, connection: index % connections }));
        const seen = replayed(held);
        assert.equal(seen.length, count + Math.min(connections, count));
        assert.equal(new Set(seen).size, seen.length);
        for (let connection = 0; connection < Math.min(connections, count); connection += 1) {
          const closed = seen.indexOf(`${connection} closed`);
          assert.ok(seen.findLastIndex((line) => line.includes(` on ${connection}:`)) < closed);
        }
      }),
      { numRuns: 30 },
    );
  });
});
