import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseGroupBy } from '../../../harness/classify/group-by.ts';
import { mergeTallies } from '../../../harness/classify/merge.ts';
import { createTallyBuilder, type TallyFacts } from '../../../harness/classify/tally-builder.ts';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';
import type { SequentialFindings } from '../../../harness/model/sequential.ts';
import type { Tally } from '../../../harness/model/tally.ts';
import { answer, failure } from './answers.ts';

fc.configureGlobal({ seed: 20260131 });

const FACTS: TallyFacts = {
  driver: 'weighbridge 1.0.0',
  target: 'http://h',
  probe: null,
  connections: { opened: 2, fresh: true },
  startedAt: '2026-01-31T12:00:00.000Z',
  endedAt: '2026-01-31T12:00:10.000Z',
  elapsedMs: 10_000,
  end: 'done',
  endDetail: null,
  gate: null,
};
type Event = {
  readonly body: string;
  readonly status: number;
  readonly latencyMs: number;
  readonly uncorrectedMs?: number | null;
};
const tallyOf = (events: readonly Event[], facts: Partial<TallyFacts> = {}): Tally => {
  const builder = createTallyBuilder({ scheme: 'http', groupBy: parseGroupBy('line'), labelCap: 64 });
  for (const [index, event] of events.entries()) {
    if (event.status === 0) {
      builder.failure(failure('timeout', event.body));
    } else {
      const { status, latencyMs, uncorrectedMs = null } = event;
      builder.answer(answer(event.body, { status, latencyMs, uncorrectedMs, index }));
    }
  }
  return builder.snapshot({ ...FACTS, ...facts });
};
const typed = (...counts: number[]) =>
  tallyFromCounts(
    counts.map((_, index) => `v${index}`),
    counts,
  );

describe('mergeTallies', () => {
  it('adds up exactly, whatever the order', () => {
    const event = fc.record({
      body: fc.constantFrom('v1', 'v2', 'v3'),
      status: fc.constantFrom(0, 200, 204),
      latencyMs: fc.double({ min: 0, max: 100, noNaN: true }),
      uncorrectedMs: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    const plain = (tally: Tally) => ({
      sent: tally.sent,
      labels: tally.labels.map(({ firstIndex, ...label }) => label).toSorted((a, b) => (a.label < b.label ? -1 : 1)),
      failures: tally.failures.map(({ example, ...rest }) => rest),
    });
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 20 }),
        fc.array(event, { maxLength: 20 }),
        fc.array(event, { maxLength: 20 }),
        (a, b, c) => {
          const parts = [tallyOf(a), tallyOf(b), tallyOf(c)];
          const whole = plain(tallyOf([...a, ...b, ...c]));
          assert.deepEqual(plain(mergeTallies(parts)), whole);
          assert.deepEqual(plain(mergeTallies(parts.toReversed())), whole);
          assert.deepEqual(plain(mergeTallies([mergeTallies(parts.slice(0, 2)), ...parts.slice(2)])), whole);
        },
      ),
    );
  });

  it('keeps latency from the real send only when every part has it for all its answers', () => {
    const open = (...bodies: string[]): Tally =>
      tallyOf(bodies.map((body) => ({ body, status: 200, latencyMs: 9, uncorrectedMs: 1 })));
    const closed = (...bodies: string[]): Tally => tallyOf(bodies.map((body) => ({ body, status: 200, latencyMs: 9 })));
    const failed = tallyOf([{ body: 'gone', status: 0, latencyMs: 0 }]);
    const counts = (...parts: Tally[]) =>
      mergeTallies(parts).labels.map(({ label, uncorrected }) => [label, uncorrected && Object.values(uncorrected.counts)]);
    assert.deepEqual(counts(open('a', 'b'), failed, open('b')), [
      ['a', [1]],
      ['b', [2]],
    ]);
    for (const parts of [
      [open('a', 'b'), closed('c')],
      [closed('a', 'b'), open('c')],
      [open('a'), open('b'), closed('c')],
    ])
      assert.deepEqual(
        counts(...parts),
        ['a', 'b', 'c'].map((label) => [label, undefined]),
      );
    assert.ok(mergeTallies([open('a'), closed('a')]).labels.every((label) => !Object.hasOwn(label, 'uncorrected')));
  });

  it('gives back a single tally and refuses none', () => {
    const tally = typed(3, 4);
    assert.equal(mergeTallies([tally]), tally);
    assert.throws(() => mergeTallies([]), RangeError);
  });

  it('refuses what does not belong together, naming it', () => {
    assert.throws(
      () => mergeTallies([tallyOf([]), tallyOf([], { target: 'http://other' })]),
      /tally 1 and tally 2 .*target is "http:\/\/h" in one and "http:\/\/other"/,
    );
    assert.throws(
      () => mergeTallies([tallyOf([]), tallyOf([]), { ...tallyOf([]), groupBy: 'body' }]),
      /tally 3 .*groupBy is "line"/,
    );
    const probe = { method: 'GET', headers: [], body: null, payload: '' };
    assert.throws(() => mergeTallies([tallyOf([]), tallyOf([], { probe })]), /probe is null/);
  });

  it('keeps times, connections and the worst end', () => {
    const later = { startedAt: '2026-01-31T12:00:05.000Z', endedAt: '2026-01-31T12:00:20.000Z', elapsedMs: 15_000 };
    const merged = mergeTallies([
      tallyOf([], later),
      tallyOf([], { end: 'gave-up', endDetail: 'refused: x', connections: { opened: 3, fresh: false } }),
      tallyOf([], { end: 'duration' }),
    ]);
    assert.deepEqual([merged.startedAt, merged.endedAt], [FACTS.startedAt, later.endedAt]);
    assert.deepEqual([merged.end, merged.endDetail], ['gave-up', 'refused: x']);
    const gone = { end: 'lab-ended', endDetail: 'envoy ended with SIGKILL' };
    const endOf = (...ends: readonly Partial<Tally>[]) => mergeTallies(ends.map((end) => tallyOf([], end))).end;
    assert.equal(endOf({}, gone, { end: 'gave-up' }), 'lab-ended');
    assert.equal(endOf(gone, { end: 'never-ready' }), 'never-ready');
    assert.equal(mergeTallies([tallyOf([]), tallyOf([], gone)]).endDetail, gone.endDetail);
    assert.deepEqual(merged.connections, { opened: 7, fresh: false });
    // Side by side: as long as the longest.
    assert.equal(merged.elapsedMs, 15_000);
    const after = { startedAt: FACTS.endedAt, endedAt: '2026-01-31T12:00:12.000Z', elapsedMs: 2000 };
    assert.equal(mergeTallies([tallyOf([]), tallyOf([], after)]).elapsedMs, 12_000);
    assert.deepEqual([typed(1).end, mergeTallies([typed(1), typed(2)]).end], [null, null]);
  });

  it('keeps a rule only when all parts share it', () => {
    const gate = {
      name: 'g',
      expect: 'a=1',
      tolerancePoints: null,
      significance: 0.01,
      power: 0.95,
      maxFailures: 0.001,
      seed: '1',
      method: 'auto',
      allowUnknown: false,
      requirePower: false,
      diagnostics: 'on',
      proveItCanFail: false,
      shared: null,
      sequential: [],
      notes: ['lab'],
    } as const;
    assert.deepEqual(mergeTallies([tallyOf([], { gate }), tallyOf([], { gate: { ...gate } })]).gate, gate);
    const other = tallyOf([], { gate: { ...gate, expect: 'a=2' } });
    assert.throws(
      () => mergeTallies([tallyOf([], { gate }), other]),
      /tally 1 and tally 2 .*expect is "\S+" in one and "a=2" in the other/,
    );
    const part = { significance: 0.005, testSignificance: 0.005, pHolm: 0.3 };
    assert.deepEqual(
      mergeTallies([tallyOf([], { gate }), tallyOf([], { gate: { ...gate, shared: part, seed: '7' } })]).gate,
      gate,
    );
    assert.equal(mergeTallies([tallyOf([], { gate }), tallyOf([])]).gate, null);
    const found: SequentialFindings = {
      decision: 'pass',
      stopN: 3,
      capRequests: 9,
      stopCounts: [3],
      logE: 0,
      maxLogE: 0,
      pSequential: 1,
      llr: null,
      band: { lo: [0.2], hi: [1] },
    };
    const stopped = tallyOf([], { gate: { ...gate, sequential: [found] } });
    assert.deepEqual(mergeTallies([stopped, stopped]).gate?.sequential, [found, found]);
    assert.throws(() => mergeTallies([stopped, tallyOf([], { gate })]), /only one of them was a --sequential run/);
    const noted = { ...gate, notes: ['lab', 'other'] };
    assert.deepEqual(mergeTallies([tallyOf([], { gate }), tallyOf([], { gate: noted })]).gate, noted);
  });

  it('refuses sums that a double cannot hold', () => {
    assert.equal(mergeTallies([typed(Number.MAX_SAFE_INTEGER - 1), typed(1)]).sent, Number.MAX_SAFE_INTEGER);
    assert.throws(() => mergeTallies([typed(Number.MAX_SAFE_INTEGER), typed(1)]), /hold 9007199254740992 requests together/);
  });
});
