import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type BatchSetup, runBatch } from '../../../harness/drive/batch.ts';
import { newCounters } from '../../../harness/drive/control.ts';
import type { Lane, LaneOwner, Transport } from '../../../harness/drive/lane.ts';
import { reportTo } from '../../../harness/drive/reporter.ts';
import { Slot } from '../../../harness/drive/slot.ts';
import type { ObservationSink } from '../../../harness/model/observation.ts';
import { type LoopbackServer, tcpServer } from './loopback-server.ts';
import { kindsOf, planFor, rehearse } from './rehearsal.ts';

/** Turns of the event loop until request n is answered; null = never. */
type Script = (n: number) => number | null;

function scripted(turnsOf: Script): Transport {
  let sent = 0;
  const openLane = (owner: LaneOwner): Lane => {
    let current = 0;
    return {
      connection: 0,
      phase: 'waiting',
      send() {
        const turns = turnsOf(sent++);
        const turn = ++current;
        if (turns !== null) afterTurns(turns, () => turn === current && owner.answered(200, [], Buffer.alloc(0)));
      },
      cancel() {
        current++;
      },
    };
  };
  return { opened: 0, openLane };
}

function afterTurns(turns: number, act: () => void): void {
  setImmediate(() => (turns === 0 ? act() : afterTurns(turns - 1, act)));
}

interface Run {
  readonly turnsOf: Script;
  readonly connections?: number;
  readonly requests?: number;
  readonly timeoutMs?: number;
  readonly sink?: Partial<ObservationSink>;
  readonly control?: Partial<BatchSetup['control']>;
}

async function run({ turnsOf, connections = 4, requests = 1_000, timeoutMs = 60_000, sink, control }: Run) {
  const counters = newCounters();
  const transport = scripted(turnsOf);
  const slots = Array.from({ length: connections }, () => new Slot(transport, timeoutMs));
  const end = await runBatch({
    slots,
    pace: { requests, durationMs: null, ratePerSecond: null },
    patience: { durationMs: 60_000, failures: 10 },
    graceMs: 5,
    reporter: reportTo({ answer() {}, failure() {}, closed() {}, ...sink }, counters, performance.now()),
    control: { signal: new AbortController().signal, nowMs: () => performance.now(), ...control },
  });
  for (const slot of slots) slot.close();
  return { end, counters };
}

test('after the decision nothing more is sent and everything under way is counted as an answer', async () => {
  const setup = fc.record({
    turns: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 8 }),
    connections: fc.integer({ min: 1, max: 8 }),
    decideAfter: fc.integer({ min: 1, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(setup, async ({ turns, connections, decideAfter }) => {
      const enough = new AbortController();
      let answered = 0;
      const answer = () => {
        answered++;
        if (answered === decideAfter) enough.abort();
      };
      const { end, counters } = await run({
        turnsOf: (n) => turns[n % turns.length]!,
        connections,
        sink: { answer },
        control: { stopSending: enough.signal },
      });
      assert.equal(end, 'decided');
      assert.equal(counters.failed, 0);
      assert.equal(counters.answered, counters.sent);
      assert.ok(counters.sent < decideAfter + connections, `${counters.sent} sent, decided after ${decideAfter}`);
    }),
    { seed: 5, numRuns: 60 },
  );
});

test('a decision before the first request sends none', async () => {
  const { end, counters } = await run({ turnsOf: () => 0, control: { stopSending: AbortSignal.abort() } });
  assert.deepEqual([end, counters.sent], ['decided', 0]);
});

test('a decision that comes with the last request leaves the run done', async () => {
  const enough = new AbortController();
  const sink = { answer: () => enough.abort() };
  const { end } = await run({ turnsOf: () => 0, requests: 1, connections: 1, sink, control: { stopSending: enough.signal } });
  assert.equal(end, 'done');
});

/** A run whose first request never ends, decided by the first answer of another one. */
function stuckRun(timeoutMs: number, signal: AbortSignal) {
  const enough = new AbortController();
  const kinds: string[] = [];
  const sink: Partial<ObservationSink> = { answer: () => enough.abort(), failure: ({ kind }) => kinds.push(kind) };
  const control = { stopSending: enough.signal, signal };
  return { kinds, enough, ended: run({ turnsOf: (n) => (n === 0 ? null : 0), timeoutMs, sink, control }) };
}

test('a request that never ends is waited for up to its time-out', async () => {
  const { kinds, ended } = stuckRun(30, new AbortController().signal);
  assert.equal((await ended).end, 'decided');
  assert.deepEqual(kinds, ['timeout']);
});

test('an interrupt cuts that wait short', async () => {
  const interrupt = new AbortController();
  const { kinds, enough, ended } = stuckRun(60_000, interrupt.signal);
  enough.signal.addEventListener('abort', () => interrupt.abort());
  assert.equal((await ended).end, 'stopped');
  assert.deepEqual(kinds, ['interrupted']);
});

test('failures while draining are no reason to give up', async () => {
  const enough = new AbortController();
  const counters = newCounters();
  const transport = scripted((n) => (n === 0 ? 0 : null));
  const slots = Array.from({ length: 4 }, () => new Slot(transport, 20));
  const end = await runBatch({
    slots,
    pace: { requests: 100, durationMs: null, ratePerSecond: null },
    patience: { durationMs: 1, failures: 2 },
    graceMs: 5,
    reporter: reportTo({ answer: () => enough.abort(), failure() {}, closed() {} }, counters, 0),
    control: { signal: new AbortController().signal, stopSending: enough.signal, nowMs: () => performance.now() },
  });
  for (const slot of slots) slot.close();
  assert.equal(end, 'decided');
  assert.equal(counters.failed, 3);
});

test('while it must pause nothing is sent, and the next outcome is heeded', async () => {
  let isPaused = false;
  let sentWhilePaused = 0;
  let outcomes = 0;
  const counters = newCounters();
  const transport = scripted((n) => {
    if (isPaused) sentWhilePaused++;
    return n === 3 ? 40 : 0;
  });
  const slots = Array.from({ length: 4 }, () => new Slot(transport, 60_000));
  // From the tenth outcome on until the slow one is in, as when the reorder window is full behind it.
  const answer = ({ index }: { readonly index: number }) => {
    outcomes++;
    isPaused = index !== 3 && outcomes >= 10 && (isPaused || outcomes === 10);
  };
  const end = await runBatch({
    slots,
    pace: { requests: 50, durationMs: null, ratePerSecond: null },
    patience: { durationMs: 60_000, failures: 10 },
    graceMs: 5,
    reporter: reportTo({ answer, failure() {}, closed() {} }, counters, 0),
    control: { signal: new AbortController().signal, mustPause: () => isPaused, nowMs: () => performance.now() },
  });
  for (const slot of slots) slot.close();
  assert.deepEqual([end, counters.answered, sentWhilePaused], ['done', 50, 0]);
});

test('a pause with nothing under way is not heeded: it would never end', async () => {
  const { end, counters } = await run({ turnsOf: () => 0, requests: 20, control: { mustPause: () => true } });
  assert.deepEqual([end, counters.answered], ['done', 20]);
});

test('over real connections the slow answers still come in, and the warm-up is not cut', async () => {
  const enough = new AbortController();
  let asked = 0;
  const server: LoopbackServer = await tcpServer((socket) => {
    asked++;
    const isSlow = asked % 4 === 0;
    socket.once('data', (data) => setTimeout(() => socket.write(data), isSlow ? 60 : 0));
  });
  const plan = planFor({ scheme: 'tcp', port: server.port }, { requests: 100_000, connections: 8, warmupRequests: 10 });
  let outcomes = 0;
  const { end, answers, failures } = await rehearse(plan, { stopSending: enough.signal }, () => {
    outcomes++;
    if (outcomes === 20) enough.abort();
  });
  assert.equal(end.reason, 'decided');
  assert.deepEqual(kindsOf(failures), {});
  assert.ok(answers.length >= 20 && answers.length < 28);
  assert.equal(asked, answers.length + 10);
});
