import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newCounters } from '../../../harness/drive/control.ts';
import { reportTo, SILENT } from '../../../harness/drive/reporter.ts';
import { Slot } from '../../../harness/drive/slot.ts';
import type { Answer, Failure } from '../../../harness/model/observation.ts';

const slotOn = (connection: number, lane = { connection, phase: 'waiting' as const, send() {}, cancel() {} }) => ({
  lane,
  slot: new Slot({ opened: 0, openLane: () => lane }, 1),
});
const { slot } = slotOn(3);
const nobody = { answered() {}, failed() {} };

test('hands over answers and failures with latency from the due time, and counts them', () => {
  const seen: (Answer | Failure)[] = [];
  const counters = newCounters();
  const reporter = reportTo(
    { answer: (a) => seen.push({ ...a }), failure: (f) => seen.push({ ...f }), closed() {} },
    counters,
    30,
  );
  slot.send(nobody, 5, 100, 140);
  slot.close();
  reporter.sent();
  reporter.sent();
  reporter.sent();
  assert.deepEqual([counters.sent, counters.underWay], [3, 3]);
  const [name, body] = [Buffer.from('x'), Buffer.from('y')];
  reporter.answered(slot, 150, 503, [name, name], body);
  reporter.failed(slot, 170.5, { kind: 'tls', detail: 'why', lasting: true });
  assert.deepEqual(seen, [
    { index: 5, connection: 3, status: 503, headers: [name, name], body, sentAtMs: 110, latencyMs: 50, uncorrectedMs: null },
    { index: 5, connection: 3, kind: 'tls', detail: 'why', latencyMs: 70.5 },
  ]);
  assert.deepEqual([counters.sent, counters.answered, counters.failed, counters.underWay], [3, 1, 1, 1]);
});

test('in the open loop tells latency from the real send too, later than the hand-over where the driver kept the request', () => {
  const seen: (number | null)[] = [];
  const sink = { answer: (a: Answer) => seen.push(a.latencyMs, a.uncorrectedMs), failure() {}, closed() {} };
  const reporter = reportTo(sink, newCounters(), 30, [], true);
  const { slot } = slotOn(0);
  slot.send(nobody, 0, 100, 140);
  reporter.answered(slot, 150, 200, [], Buffer.alloc(0));
  slot.writtenMs = 145;
  reporter.answered(slot, 151, 200, [], Buffer.alloc(0));
  slot.close();
  assert.deepEqual(seen, [50, 10, 51, 6]);
});

test('closes a connection when its slot reports from another one, and the last ones at the end', () => {
  const told: string[] = [];
  const sink = {
    answer: ({ connection }: Answer) => told.push(`answer ${connection}`),
    failure: ({ connection }: Failure) => told.push(`failure ${connection}`),
    closed: (connection: number) => told.push(`closed ${connection}`),
  };
  const reporter = reportTo(sink, newCounters(), 0);
  const lane = { connection: 0, phase: 'waiting' as const, send() {}, cancel() {} };
  const [first, second] = [slotOn(0, lane).slot, slotOn(1).slot];
  const nothing = Buffer.alloc(0);
  reporter.answered(first, 0, 200, [], nothing);
  reporter.answered(second, 0, 200, [], nothing);
  reporter.failed(first, 0, { kind: 'reset', detail: '', lasting: false });
  lane.connection = 2;
  reporter.failed(first, 0, { kind: 'refused', detail: '', lasting: false });
  reporter.ended();
  reporter.ended();
  assert.deepEqual(told, ['answer 0', 'answer 1', 'failure 0', 'closed 0', 'failure 2', 'closed 2', 'closed 1']);
});

test('warm-up requests are told to nobody', () => {
  SILENT.sent();
  SILENT.answered(slot, 0, 200, [], Buffer.alloc(0));
  SILENT.failed(slot, 0, { kind: 'reset', detail: '', lasting: false });
  SILENT.ended();
});

test('closes a connection that slots share when the last of them has left it', () => {
  const told: string[] = [];
  const sink = {
    answer: ({ connection }: Answer) => told.push(`answer ${connection}`),
    failure: ({ connection }: Failure) => told.push(`failure ${connection}`),
    closed: (connection: number) => told.push(`closed ${connection}`),
  };
  const lanes = [0, 0, 0].map((connection) => ({ connection, phase: 'waiting' as const, send() {}, cancel() {} }));
  const slots = lanes.map((lane) => slotOn(0, lane).slot);
  const reporter = reportTo(sink, newCounters(), 0, slots);
  const report = (i: number, connection: number): void => {
    lanes[i]!.connection = connection;
    reporter.answered(slots[i]!, 0, 200, [], Buffer.alloc(0));
  };
  report(0, 0);
  report(0, 1);
  report(1, 0);
  // The third never spoke on connection 0, but could have until now.
  lanes[2]!.connection = 1;
  report(1, 1);
  report(2, 2);
  reporter.ended();
  const ended = ['closed 0', 'answer 1', 'answer 2', 'closed 1', 'closed 2'];
  assert.deepEqual(told, ['answer 0', 'answer 1', 'answer 0', ...ended]);
});
