import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { FailureReason } from '../../../harness/drive/failure-kind.ts';
import type { Lane, LaneOwner, Phase } from '../../../harness/drive/lane.ts';
import { Slot } from '../../../harness/drive/slot.ts';
import { tcpServer } from './loopback-server.ts';
import { kindsOf, planFor, rehearse } from './rehearsal.ts';

/** A slot whose lane does nothing by itself. */
function slotWith(timeoutMs: number) {
  const lane = { connection: 7, phase: 'waiting' as Phase, sends: 0, cancels: 0 };
  const heard: (FailureReason | number)[] = [];
  let owner: LaneOwner | null = null;
  const asLane: Lane = {
    get connection() {
      return lane.connection;
    },
    get phase() {
      return lane.phase;
    },
    send: () => lane.sends++,
    cancel: () => lane.cancels++,
  };
  const openLane = (laneOwner: LaneOwner): Lane => {
    owner = laneOwner;
    return asLane;
  };
  const slot = new Slot({ opened: 0, openLane }, timeoutMs);
  const slotOwner = {
    answered: (_: Slot, status: number) => heard.push(status),
    failed: (_: Slot, reason: FailureReason) => heard.push(reason),
  };
  return {
    slot,
    lane,
    heard,
    send: () => slot.send(slotOwner, 0, 0, 0),
    answer: () => owner!.answered(200, [], Buffer.alloc(0)),
  };
}

for (const [phase, words] of [
  ['connecting', 'no connection within 10 ms'],
  ['waiting', 'no answer within 10 ms'],
  ['receiving', 'no complete answer within 10 ms'],
] as const) {
  test(`says what was missing when time was up while ${phase}`, async () => {
    const { slot, lane, heard, send } = slotWith(10);
    lane.phase = phase;
    send();
    while (slot.isBusy) await delay(1);
    assert.deepEqual(heard, [{ kind: 'timeout', detail: words, lasting: false }]);
    assert.equal(lane.cancels, 1);
    slot.close();
  });
}

test('the time limit belongs to one request: an answer stops it and the next request starts it anew', async () => {
  const { slot, heard, send, answer } = slotWith(60);
  for (let i = 0; i < 4; i++) {
    send();
    await delay(20);
    answer();
  }
  await delay(80);
  assert.deepEqual(heard, [200, 200, 200, 200]);
  slot.close();
});

test('an answer that is there already when time is up goes first', async () => {
  const server = await tcpServer((socket) => {
    socket.on('data', () => {
      socket.write('ok\n');
      // What a busy moment does: time is up and the answer has come before either is looked at.
      const stuckUntilMs = performance.now() + 300;
      while (performance.now() < stuckUntilMs);
    });
  });
  const plan = planFor({ scheme: 'tcp', port: server.port }, { requests: 1, timeoutMs: 250 });
  const { answers, failures } = await rehearse(plan);
  assert.deepEqual([answers.length, kindsOf(failures)], [1, {}]);
});

test('an interrupt ends what is under way, and nothing else', () => {
  const { slot, lane, heard, send } = slotWith(60_000);
  slot.interrupt();
  assert.deepEqual([heard.length, lane.cancels], [0, 0]);
  send();
  slot.interrupt();
  slot.interrupt();
  assert.deepEqual([heard.length, lane.cancels, (heard[0] as FailureReason).kind], [1, 1, 'interrupted']);
  slot.close();
});

test('closing says nothing', async () => {
  const { slot, heard, send } = slotWith(5);
  send();
  slot.close();
  await delay(20);
  assert.deepEqual(heard, []);
});
