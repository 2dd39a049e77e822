import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PaceMeter } from '../../../harness/drive/pace-meter.ts';
import type { Pace } from '../../../harness/drive/schedule.ts';

const pace: Pace = { requests: 4, durationMs: null, ratePerSecond: 10 };

test('on schedule: four requests at 10 per second take 0.4 s, the last one included', () => {
  const meter = new PaceMeter(pace);
  for (const index of [0, 1, 2, 3]) meter.sent(index, 100 * index);
  meter.ended('done', 300);
  assert.deepEqual(meter.record(), { ratePerSecond: 10, sendingMs: 400, behindMs: 0, heldUp: 0 });
});

test('behind because every connection was taken: how far at worst, and all requests that were late for it', () => {
  const meter = new PaceMeter(pace);
  meter.sent(0, 0);
  meter.full(1, 101);
  meter.sent(1, 900);
  meter.full(2, 900);
  meter.sent(2, 901);
  meter.sent(3, 902);
  meter.ended('done', 902);
  assert.deepEqual(meter.record(), { ratePerSecond: 10, sendingMs: 1002, behindMs: 800, heldUp: 3 });
});

test('behind because this process did not come to send: that connections are taken afterwards is no reason', () => {
  const meter = new PaceMeter(pace);
  meter.sent(0, 0);
  meter.sent(1, 900);
  meter.full(2, 900);
  meter.sent(2, 901);
  meter.ended('stopped', 905);
  assert.deepEqual(meter.record(), { ratePerSecond: 10, sendingMs: 905, behindMs: 800, heldUp: 0 });
});

test('a request that is in time again ends the reason', () => {
  const meter = new PaceMeter({ ...pace, requests: 20 });
  meter.full(0, 0);
  meter.sent(0, 50);
  meter.sent(1, 105);
  meter.sent(2, 900);
  meter.ended('stopped', 905);
  assert.deepEqual(meter.record(), { ratePerSecond: 10, sendingMs: 905, behindMs: 700, heldUp: 1 });
});

test('a run of limited time was sent for that time, however late its end was heard of', () => {
  const meter = new PaceMeter({ ...pace, durationMs: 250 });
  meter.sent(0, 0);
  meter.ended('duration', 5_000);
  assert.equal(meter.record()?.sendingMs, 250);
});

test('a run that was stopped was sent for until then', () => {
  for (const reason of ['stopped', 'gave-up', 'decided'] as const) {
    const meter = new PaceMeter(pace);
    meter.sent(0, 0);
    meter.ended(reason, 130);
    assert.equal(meter.record()?.sendingMs, 130);
  }
});

test('a thread that begins later than the others is not behind for that', () => {
  const meter = new PaceMeter({ ...pace, ratePerSecond: 5, requests: 2, firstDueMs: 100 });
  meter.sent(0, 100);
  meter.sent(1, 300);
  meter.ended('done', 300);
  assert.deepEqual(meter.record(), { ratePerSecond: 5, sendingMs: 400, behindMs: 0, heldUp: 0 });
});

test('there is nothing to tell of a run that sent nothing', () => {
  const meter = new PaceMeter(pace);
  meter.ended('stopped', 0);
  assert.equal(meter.record(), null);
});
