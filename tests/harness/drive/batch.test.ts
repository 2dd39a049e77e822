import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runBatch } from '../../../harness/drive/batch.ts';
import { newCounters } from '../../../harness/drive/control.ts';
import type { Lane, LaneOwner, Transport } from '../../../harness/drive/lane.ts';
import { PaceMeter } from '../../../harness/drive/pace-meter.ts';
import { reportTo } from '../../../harness/drive/reporter.ts';
import { Slot } from '../../../harness/drive/slot.ts';
import { patienceOf } from '../../../harness/drive/streak.ts';
import type { Answer } from '../../../harness/model/observation.ts';

/** What becomes of one request: an answer or a failure after some turns of the event loop, or silence. */
interface Fate {
  readonly outcome: 'answer' | 'failure' | 'silence';
  readonly turns: number;
}

const EMPTY = Buffer.alloc(0);

/** A transport without a network: request after request meets the next fate, over and over. */
function scripted(fates: readonly Fate[]): Transport & { readonly most: () => number } {
  let sent = 0;
  let underWay = 0;
  let most = 0;
  const openLane = (owner: LaneOwner): Lane => {
    let current = 0;
    let isBusy = false;
    const end = (): void => {
      if (isBusy) underWay--;
      isBusy = false;
      current++;
    };
    return {
      connection: 0,
      phase: 'waiting',
      send() {
        const fate = fates[sent++ % fates.length]!;
        const turn = current;
        isBusy = true;
        most = Math.max(most, ++underWay);
        afterTurns(fate.turns, () => {
          if (turn !== current || fate.outcome === 'silence') return;
          end();
          if (fate.outcome === 'answer') owner.answered(200, [], EMPTY);
          else owner.failed({ kind: 'refused', detail: 'scripted', lasting: false });
        });
      },
      cancel: end,
    };
  };
  return { opened: 0, openLane, most: () => most };
}

function afterTurns(turns: number, act: () => void): void {
  setImmediate(() => (turns === 0 ? act() : afterTurns(turns - 1, act)));
}

const fate = fc.record({
  outcome: fc.constantFrom('answer' as const, 'answer' as const, 'failure' as const, 'silence' as const),
  turns: fc.integer({ min: 0, max: 4 }),
});

test('whatever happens, each request sent is handed over once and the batch ends', async () => {
  const run = fc.record({
    fates: fc.array(fate, { minLength: 1, maxLength: 12 }),
    requests: fc.integer({ min: 1, max: 30 }),
    connections: fc.integer({ min: 1, max: 6 }),
    abortAfter: fc.option(fc.integer({ min: 0, max: 30 })),
    ratePerSecond: fc.option(fc.integer({ min: 1_000, max: 100_000 })),
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ fates, requests, connections, abortAfter, ratePerSecond }) => {
      const transport = scripted(fates);
      const slots = Array.from({ length: connections }, () => new Slot(transport, 5));
      const abort = new AbortController();
      const counters = newCounters();
      const seen: number[] = [];
      const note = ({ index }: { readonly index: number }): void => {
        seen.push(index);
        if (seen.length === abortAfter) abort.abort();
      };
      if (abortAfter === 0) abort.abort();
      const end = await runBatch({
        slots,
        pace: { requests, durationMs: null, ratePerSecond },
        patience: patienceOf(connections, 5, null),
        graceMs: 3,
        reporter: reportTo({ answer: note, failure: note, closed() {} }, counters, 0),
        control: { signal: abort.signal, nowMs: () => performance.now() },
      });
      for (const slot of slots) slot.close();
      assert.deepEqual(
        seen.sort((a, b) => a - b),
        Array.from({ length: counters.sent }, (_, index) => index),
      );
      assert.equal(counters.underWay, 0);
      assert.ok(transport.most() <= connections);
      if (end === 'done') assert.equal(counters.sent, requests);
      else assert.ok(abort.signal.aborted);
    }),
    { seed: 8, numRuns: 150 },
  );
});

test('failures that need no network leave room for timers: an abort is heard', async () => {
  const transport = scripted([{ outcome: 'failure', turns: 0 }]);
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 5);
  const end = await runBatch({
    slots: [new Slot(transport, 1_000)],
    pace: { requests: Number.MAX_SAFE_INTEGER, durationMs: null, ratePerSecond: null },
    patience: { durationMs: 60_000, failures: 2 },
    graceMs: 10,
    reporter: reportTo({ answer() {}, failure() {}, closed() {} }, newCounters(), 0),
    control: { signal: abort.signal, nowMs: () => performance.now() },
  });
  assert.equal(end, 'stopped');
});

test('an abort while the last requests are under way counts as stopped', async () => {
  const transport = scripted([{ outcome: 'silence', turns: 0 }]);
  const abort = new AbortController();
  const slots = [new Slot(transport, 60_000)];
  const kinds: string[] = [];
  const ended = runBatch({
    slots,
    pace: { requests: 1, durationMs: null, ratePerSecond: null },
    patience: patienceOf(1, 60_000, null),
    graceMs: 5,
    reporter: reportTo({ answer() {}, failure: ({ kind }) => kinds.push(kind), closed() {} }, newCounters(), 0),
    control: { signal: abort.signal, nowMs: () => performance.now() },
  });
  abort.abort();
  assert.equal(await ended, 'stopped');
  assert.deepEqual(kinds, ['interrupted']);
  for (const slot of slots) slot.close();
});

test('an abort while the last requests are under way does not lengthen the time of sending', async () => {
  const transport = scripted([{ outcome: 'silence', turns: 0 }]);
  const abort = new AbortController();
  const slots = [new Slot(transport, 60_000)];
  const pace = { requests: 1, durationMs: null, ratePerSecond: 100 };
  const meter = new PaceMeter(pace);
  let nowMs = 0;
  const ended = runBatch({
    slots,
    pace,
    patience: patienceOf(1, 60_000, null),
    graceMs: 5,
    reporter: reportTo({ answer() {}, failure() {}, closed() {} }, newCounters(), 0),
    meter,
    control: { signal: abort.signal, nowMs: () => nowMs },
  });
  nowMs = 30_000;
  abort.abort();
  assert.equal(await ended, 'stopped');
  assert.deepEqual(meter.record(), { ratePerSecond: 100, sendingMs: 10, behindMs: 0, heldUpMs: 0, busyMs: 0 });
  for (const slot of slots) slot.close();
});

test('what the sink throws rejects once and silences everything else', async () => {
  const transport = scripted([{ outcome: 'answer', turns: 1 }]);
  let calls = 0;
  const sink = {
    answer() {
      calls++;
      throw new Error('full');
    },
    failure() {},
    closed() {
      calls++;
    },
  };
  const ended = runBatch({
    slots: Array.from({ length: 4 }, () => new Slot(transport, 1_000)),
    pace: { requests: 100, durationMs: null, ratePerSecond: null },
    patience: patienceOf(4, 1_000, null),
    graceMs: 5,
    reporter: reportTo(sink, newCounters(), 0),
    control: { signal: new AbortController().signal, nowMs: () => performance.now() },
  });
  await assert.rejects(ended, /full/);
  await new Promise((resolve) => afterTurns(10, () => resolve(null)));
  assert.equal(calls, 1);
});

test('what the sink throws about a closed connection rejects too', async () => {
  const transport = scripted([{ outcome: 'answer', turns: 1 }]);
  const sink = {
    answer() {},
    failure() {},
    closed() {
      throw new Error('no more room');
    },
  };
  const ended = runBatch({
    slots: [new Slot(transport, 1_000)],
    pace: { requests: 3, durationMs: null, ratePerSecond: null },
    patience: patienceOf(1, 1_000, null),
    graceMs: 5,
    reporter: reportTo(sink, newCounters(), 0),
    control: { signal: new AbortController().signal, nowMs: () => performance.now() },
  });
  await assert.rejects(ended, /no more room/);
});

for (const [loop, ratePerSecond, latencyMs, uncorrectedMs] of [
  ['closed', null, 2, null],
  ['open', 1_000, 7, 2],
] as const) {
  test(`${loop} loop: what the driver itself makes a request wait ${ratePerSecond === null ? 'is no' : 'is'} latency`, async () => {
    let nowMs = 100;
    const openLane = (owner: LaneOwner): Lane => ({
      connection: 0,
      phase: 'waiting',
      send: () =>
        setImmediate(() => {
          nowMs += 5;
          owner.written?.();
          nowMs += 2;
          owner.answered(200, [], EMPTY);
        }),
      cancel() {},
    });
    const told: unknown[] = [];
    const answer = (seen: Answer): void => {
      told.push(seen.latencyMs, seen.uncorrectedMs, seen.sentAtMs);
    };
    const slots = [new Slot({ opened: 0, openLane }, 60_000)];
    await runBatch({
      slots,
      pace: { requests: 1, durationMs: null, ratePerSecond },
      patience: patienceOf(1, 1_000, null),
      graceMs: 5,
      reporter: reportTo({ answer, failure() {}, closed() {} }, newCounters(), 100, [], ratePerSecond !== null),
      control: { signal: new AbortController().signal, nowMs: () => nowMs },
    });
    for (const slot of slots) slot.close();
    assert.deepEqual(told, [latencyMs, uncorrectedMs, 0]);
  });
}
