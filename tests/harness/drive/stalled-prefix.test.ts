import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTallyBuilder } from '../../../harness/classify/tally-builder.ts';
import { runBatch } from '../../../harness/drive/batch.ts';
import { newCounters } from '../../../harness/drive/control.ts';
import type { LaneOwner, Transport } from '../../../harness/drive/lane.ts';
import { reportTo } from '../../../harness/drive/reporter.ts';
import { Slot } from '../../../harness/drive/slot.ts';

/** The room of the reorder window. */
const WINDOW = 65_536;
const REQUESTS = 100_000;
const STUCK = 5;

const words = [Buffer.from('one'), Buffer.from('two')];

/** Answers every request on the next turn of the event loop but one, which waits until it is let go. */
function stuckAt(stuck: number) {
  let sent = 0;
  let letGo: (() => void) | null = null;
  const openLane = (owner: LaneOwner) => ({
    connection: 0,
    phase: 'waiting' as const,
    send() {
      const n = sent++;
      const answer = () => owner.answered(0, [], words[n % 5 === 4 ? 1 : 0]!);
      if (n === stuck) letGo = answer;
      else setImmediate(answer);
    },
    cancel() {},
  });
  const transport: Transport = { opened: 0, openLane };
  return { transport, sent: () => sent, letGo: () => letGo?.() };
}

test('behind one stuck request sending pauses before the window overflows, and goes on without a gap', async () => {
  const { transport, sent, letGo } = stuckAt(STUCK);
  const prefix = { next: 0, isInOrder: true };
  const builder = createTallyBuilder({
    scheme: 'tcp',
    groupBy: { rule: 'auto' },
    labelCap: 64,
    onPrefix: (label, index) => {
      prefix.isInOrder &&= index === prefix.next && label === (index % 5 === 4 ? 'two' : 'one');
      prefix.next += 1;
    },
  });
  const pauses: number[] = [];
  const mustPause = (): boolean => {
    if (!builder.prefixIsStalled) return false;
    // The stuck request is answered only once everything else has been waited for.
    if (pauses.push(sent()) === 1) setTimeout(letGo, 20);
    return true;
  };
  const slots = Array.from({ length: 32 }, () => new Slot(transport, 60_000));
  const end = await runBatch({
    slots,
    pace: { requests: REQUESTS, durationMs: null, ratePerSecond: null },
    patience: { durationMs: 60_000, failures: 10 },
    graceMs: 5,
    reporter: reportTo(builder, newCounters(), performance.now()),
    control: { signal: new AbortController().signal, mustPause, nowMs: () => performance.now() },
  });
  for (const slot of slots) slot.close();
  assert.equal(end, 'done');
  assert.ok(pauses.length > 0 && pauses.every((count) => count < STUCK + WINDOW), 'paused in time');
  assert.equal(new Set(pauses).size, 1, 'nothing was sent while it paused');
  assert.deepEqual(prefix, { next: REQUESTS, isInOrder: true });
});
