import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PaceMeter } from '../../../harness/drive/pace-meter.ts';
import type { Pace } from '../../../harness/drive/schedule.ts';

const pace: Pace = { requests: 4, durationMs: null, ratePerSecond: 10 };

test('on schedule: four requests at 10 per second take 0.4 s, the last one included', () => {
  const meter = new PaceMeter(pace);
  for (const elapsedMs of [0, 101, 200, 300]) meter.sent(elapsedMs);
  meter.ended('done', 300);
  assert.deepEqual(meter.record(), { ratePerSecond: 10, sendingMs: 400, behindMs: 1, heldUpMs: 0, busyMs: 0 });
});

test('behind because requests had to wait for answers: how far at worst, and by how much beyond what is in time', () => {
  const meter = new PaceMeter(pace);
  meter.sent(0);
  meter.full();
  meter.sent(900);
  meter.full();
  meter.sent(901);
  meter.sent(902);
  meter.ended('done', 902);
  assert.deepEqual(meter.record(), { ratePerSecond: 10, sendingMs: 1002, behindMs: 800, heldUpMs: 790, busyMs: 0 });
});

test('behind because this process did not come to send: that connections are taken afterwards is no reason', () => {
  const meter = new PaceMeter(pace);
  meter.sent(0);
  meter.sent(900);
  meter.full();
  meter.sent(901);
  meter.ended('stopped', 902);
  assert.deepEqual(meter.record(), { ratePerSecond: 10, sendingMs: 902, behindMs: 800, heldUpMs: 0, busyMs: 790 });
});

test('falls behind step by step, each step for its own reason', () => {
  const meter = new PaceMeter({ ...pace, requests: 20 });
  meter.full();
  meter.sent(40);
  meter.full();
  meter.sent(200);
  meter.sent(310);
  meter.sent(320);
  meter.full();
  meter.sent(430);
  meter.ended('stopped', 431);
  // Late by 30, 90, 100, 10, 20 ms beyond what is in time.
  assert.deepEqual(meter.record(), { ratePerSecond: 10, sendingMs: 431, behindMs: 110, heldUpMs: 100, busyMs: 10 });
});

test('a run of limited time was sent for that time, however late its end was heard of', () => {
  const meter = new PaceMeter({ ...pace, durationMs: 250 });
  meter.sent(0);
  meter.full();
  meter.ended('duration', 5_000);
  assert.deepEqual(meter.record(), { ratePerSecond: 10, sendingMs: 250, behindMs: 150, heldUpMs: 140, busyMs: 0 });
});

test('a run that was stopped was sent for until then', () => {
  for (const reason of ['stopped', 'gave-up', 'decided'] as const) {
    const meter = new PaceMeter(pace);
    meter.sent(0);
    meter.ended(reason, 90);
    assert.deepEqual(meter.record(), { ratePerSecond: 10, sendingMs: 90, behindMs: 0, heldUpMs: 0, busyMs: 0 });
  }
});

test('a thread that begins later than the others is not behind for that', () => {
  const meter = new PaceMeter({ ...pace, ratePerSecond: 5, requests: 2, firstDueMs: 100 });
  meter.sent(100);
  meter.sent(300);
  meter.ended('done', 300);
  assert.deepEqual(meter.record(), { ratePerSecond: 5, sendingMs: 400, behindMs: 0, heldUpMs: 0, busyMs: 0 });
});

test('there is nothing to tell of a run that sent nothing', () => {
  const meter = new PaceMeter(pace);
  meter.ended('stopped', 500);
  assert.equal(meter.record(), null);
});
