import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseTally } from '../../../harness/classify/parse-tally.ts';
import { createTallyBuilder, type TallyFacts } from '../../../harness/classify/tally-builder.ts';
import { mergeParts } from '../../../harness/cli/thread-merge.ts';
import type { ThreadPart } from '../../../harness/cli/thread-messages.ts';
import type { Tally } from '../../../harness/model/tally.ts';
import { answer, failure } from '../classify/answers.ts';

const FACTS: TallyFacts = {
  driver: 'weighbridge 0',
  target: 'http://127.0.0.1:9/',
  probe: null,
  connections: { opened: 2, fresh: false },
  startedAt: '2026-01-31T12:00:00.000Z',
  endedAt: '2026-01-31T12:00:01.000Z',
  elapsedMs: 1000,
  end: 'done',
  endDetail: null,
  gate: null,
};

/** What became of one request: a version on one of the sender's connections, or a failure. */
interface Outcome {
  readonly version: string | null;
  readonly status: number;
  readonly connection: number;
  readonly latencyMs: number;
}

const outcome: fc.Arbitrary<Outcome> = fc.record({
  version: fc.option(fc.constantFrom('v1', 'v2', 'v3'), { freq: 8 }),
  status: fc.constantFrom(200, 200, 503),
  connection: fc.nat(3),
  latencyMs: fc.integer({ min: 0, max: 500 }),
});

/** Counts as one sender does, requests in send order. */
function counted(outcomes: readonly Outcome[], facts: Partial<TallyFacts> = {}): Tally {
  const builder = createTallyBuilder({ scheme: 'http', groupBy: { rule: 'auto' }, labelCap: 64, client: 'here' });
  for (const [index, { version, connection, ...rest }] of outcomes.entries()) {
    if (version === null) builder.failure({ ...failure('reset', 'cut'), index, connection });
    else builder.answer(answer('', { ...rest, index, connection, sentAtMs: index, headers: { 'x-version': version } }));
  }
  return builder.snapshot({ ...FACTS, ...facts });
}

const part = (tally: Tally, beginMs = 100, endMs = 1100): ThreadPart => ({ tally, beginMs, endMs });
/** What thread t of so many sends of a run: every so many-th request. */
const dealt = (outcomes: readonly Outcome[], threads: number): Outcome[][] =>
  Array.from({ length: threads }, (_, thread) => outcomes.filter((_outcome, index) => index % threads === thread));
const byLabel = (tally: Tally) => tally.labels.toSorted((a, b) => (a.label < b.label ? -1 : 1));
const run = fc.record({
  outcomes: fc.array(outcome, { minLength: 5, maxLength: 300 }),
  threads: fc.integer({ min: 1, max: 5 }),
});

describe('mergeParts', () => {
  it('counts what one thread would have counted, first numbers included', () => {
    fc.assert(
      fc.property(run, ({ outcomes, threads }) => {
        const alone = counted(outcomes);
        const merged = mergeParts(
          dealt(outcomes, threads).map((own) => part(counted(own))),
          outcomes.length,
        );
        assert.equal(merged.sent, alone.sent);
        assert.deepEqual(byLabel(merged), byLabel(alone));
        assert.deepEqual(
          merged.labels.map(({ label }) => label),
          alone.labels.map(({ label }) => label),
          'in the order first seen',
        );
        assert.deepEqual(merged.failures, alone.failures);
        assert.deepEqual(merged.order?.clients, alone.order?.clients);
        assert.equal(merged.connections.opened, 2 * threads);
      }),
    );
  });

  it('gives a tally that can be saved and read back, with a stream for each thread', () => {
    fc.assert(
      fc.property(run, ({ outcomes, threads }) => {
        const merged = mergeParts(
          dealt(outcomes, threads).map((own, thread) => part(counted(own), 100 + thread / 3)),
          outcomes.length,
        );
        assert.deepEqual(parseTally(JSON.stringify(merged), 'merged.json'), JSON.parse(JSON.stringify(merged)));
        assert.equal(merged.order?.streams.length, threads);
      }),
    );
  });

  it('tells the numbers and times of the whole run', () => {
    const one = { version: 'v1', status: 200, connection: 0, latencyMs: 1 };
    const late = part(counted([one, one, one]), 107.25, 1500);
    const merged = mergeParts([part(counted([one, one, one])), late], 6);
    assert.deepEqual(
      merged.order?.streams.map(({ sendIndex }) => sendIndex),
      [
        [0, 2, 4],
        [1, 3, 5],
      ],
    );
    assert.deepEqual(
      merged.order?.streams.map(({ sentAtMs }) => sentAtMs),
      [
        [0, 1, 2],
        [7.25, 8.25, 9.25],
      ],
    );
    assert.equal(merged.elapsedMs, 1400);
  });

  it('ends as the worst of its threads', () => {
    const one = { version: 'v1', status: 200, connection: 0, latencyMs: 1 };
    const merged = mergeParts([part(counted([one])), part(counted([one], { end: 'gave-up' }))], 2);
    assert.equal(merged.end, 'gave-up');
  });

  it('throws rather than lose a request', () => {
    const one = { version: 'v1', status: 200, connection: 0, latencyMs: 1 };
    assert.throws(() => mergeParts([part(counted([one])), part(counted([one]))], 3), /3 requests were sent but 2 are counted/);
  });
});
