import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dueMs, nextStep, type Pace, type Step, waitMs } from '../../../harness/drive/schedule.ts';

const closed: Pace = { requests: 10, durationMs: null, ratePerSecond: null };
const open: Pace = { requests: 10, durationMs: null, ratePerSecond: 4 };
const boxed: Pace = { requests: 10, durationMs: 1_000, ratePerSecond: null };

const rows: [why: string, pace: Pace, sent: number, elapsedMs: number, slotFree: boolean, step: Step][] = [
  ['closed loop: sends whenever a slot is free', closed, 0, 0, true, 'send'],
  ['closed loop: waits for an answer when none is', closed, 3, 5, false, 'full'],
  ['the last request', closed, 9, 5, true, 'send'],
  ['nothing is left to send', closed, 10, 5, true, 'done'],
  ['nothing is left, whatever the slots', closed, 10, 5, false, 'done'],
  ['open loop: the first request goes out at once', open, 0, 0, true, 'send'],
  ['open loop: the second is due after 250 ms', open, 1, 249.9, true, 'wait'],
  ['open loop: due to the millisecond', open, 1, 250, true, 'send'],
  ['open loop: a free slot does not hurry it', open, 2, 499, true, 'wait'],
  ['open loop: late because no slot is free', open, 2, 900, false, 'full'],
  ['open loop: catches up when one is free again', open, 2, 900, true, 'send'],
  ['open loop: done before the end of the time', open, 10, 2_250, true, 'done'],
  ['time is up', boxed, 4, 1_000, true, 'duration'],
  ['time is up while every slot is taken', boxed, 4, 1_500, false, 'duration'],
  ['done beats time', boxed, 10, 1_000, true, 'done'],
  ['time is not up yet', boxed, 4, 999.9, true, 'send'],
  ['no time at all', { ...boxed, durationMs: 0 }, 0, 0, true, 'duration'],
  ['no requests at all', { ...closed, requests: 0 }, 0, 0, true, 'done'],
];

for (const [why, pace, sent, elapsedMs, slotFree, step] of rows) {
  test(why, () => assert.equal(nextStep(pace, sent, elapsedMs, slotFree), step));
}

test('the wait ends at the next due time or at the end of the time, never below zero', () => {
  assert.equal(waitMs(open, 1, 100), 150);
  assert.equal(waitMs({ ...open, durationMs: 180 }, 1, 100), 80);
  assert.equal(waitMs(open, 1, 300), 0);
});

test('threads take turns: request j of thread t is due when request j × threads + t of one thread alone would be', () => {
  const alone: Pace = { requests: 100, durationMs: null, ratePerSecond: 700 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 16 }), fc.nat(1_000), (threads, index) => {
      const thread = index % threads;
      const own: Pace = { ...alone, ratePerSecond: 700 / threads, firstDueMs: (thread * 1000) / 700 };
      assert.ok(Math.abs(dueMs(own, Math.floor(index / threads)) - dueMs(alone, index)) < 1e-9);
    }),
  );
});

test('due times do not drift: request 1,000,000 at 3 per second is due to the microsecond', () => {
  assert.ok(Math.abs(dueMs({ ...open, ratePerSecond: 3 }, 1_000_000) - 1_000_000_000 / 3) < 1e-3);
});

test('whatever the answers do: nothing early, never more under way than slots, everything sent', () => {
  const pace = fc.record({
    requests: fc.integer({ min: 1, max: 60 }),
    durationMs: fc.constant(null),
    ratePerSecond: fc.option(fc.double({ min: 1, max: 5_000, noNaN: true })),
  });
  const answersMs = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(pace, fc.integer({ min: 1, max: 8 }), answersMs, (pace, slots, answersMs) => {
      const { sentMs, mostUnderWay } = simulate(pace, slots, answersMs);
      assert.equal(sentMs.length, pace.requests);
      assert.ok(mostUnderWay <= slots);
      for (const [index, ms] of sentMs.entries()) assert.ok(ms >= dueMs(pace, index) - 1e-9);
    }),
    { seed: 2, numRuns: 200 },
  );
});

/** Plays a schedule against a clock that jumps from event to event; request i is answered `answersMs[i]` after it was sent. */
function simulate(pace: Pace, slots: number, answersMs: readonly number[]): { sentMs: number[]; mostUnderWay: number } {
  const sentMs: number[] = [];
  let underWay: number[] = [];
  let mostUnderWay = 0;
  for (let nowMs = 0; ; ) {
    underWay = underWay.filter((endMs) => endMs > nowMs);
    const step = nextStep(pace, sentMs.length, nowMs, underWay.length < slots);
    if (step === 'done' || step === 'duration') return { sentMs, mostUnderWay };
    if (step === 'wait') nowMs += Math.max(waitMs(pace, sentMs.length, nowMs), 1e-9);
    else if (step === 'full') nowMs = Math.min(...underWay);
    else {
      underWay.push(nowMs + answersMs[sentMs.length]!);
      sentMs.push(nowMs);
      mostUnderWay = Math.max(mostUnderWay, underWay.length);
    }
  }
}
