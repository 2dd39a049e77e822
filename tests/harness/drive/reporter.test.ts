import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newCounters } from '../../../harness/drive/control.ts';
import { reportTo, SILENT } from '../../../harness/drive/reporter.ts';
import { Slot } from '../../../harness/drive/slot.ts';
import type { Answer, Failure } from '../../../harness/model/observation.ts';

const slot = new Slot({ opened: 0, openLane: () => ({ connection: 3, phase: 'waiting', send() {}, cancel() {} }) }, 1);
const nobody = { answered() {}, failed() {} };

test('hands over answers and failures with latency from the due time, and counts them', () => {
  const seen: (Answer | Failure)[] = [];
  const counters = newCounters();
  const reporter = reportTo({ answer: (a) => seen.push({ ...a }), failure: (f) => seen.push({ ...f }) }, counters);
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
    { index: 5, connection: 3, status: 503, headers: [name, name], body, latencyMs: 50 },
    { index: 5, connection: 3, kind: 'tls', detail: 'why', latencyMs: 70.5 },
  ]);
  assert.deepEqual([counters.sent, counters.answered, counters.failed, counters.underWay], [3, 1, 1, 1]);
});

test('warm-up requests are told to nobody', () => {
  SILENT.sent();
  SILENT.answered(slot, 0, 200, [], Buffer.alloc(0));
  SILENT.failed(slot, 0, { kind: 'reset', detail: '', lasting: false });
});
