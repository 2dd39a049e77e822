import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { FailureReason } from '../../../harness/drive/failure-kind.ts';
import type { Lack } from '../../../harness/drive/lack.ts';
import type { Lane, LaneOwner, Phase } from '../../../harness/drive/lane.ts';
import { Openings } from '../../../harness/drive/openings.ts';
import { Slot } from '../../../harness/drive/slot.ts';
import { tcpServer } from './loopback-server.ts';
import { kindsOf, planFor, rehearse } from './rehearsal.ts';

const LACK: Lack = { what: 'port', code: 'EADDRNOTAVAIL', address: '127.0.0.1' };
const NO_PORT: FailureReason = { kind: 'local', detail: 'no free local port', lasting: false, lack: LACK };

/** A slot whose lane does nothing by itself. */
function slotWith(timeoutMs: number, openings: Openings | null = null) {
  const lane = { connection: 7, phase: 'waiting' as Phase, sends: 0, cancels: 0 };
  const heard: (FailureReason | number | 'written')[] = [];
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
  const slot = new Slot({ opened: 0, openLane }, timeoutMs, openings);
  const slotOwner = {
    answered: (_: Slot, status: number) => heard.push(status),
    failed: (_: Slot, reason: FailureReason) => heard.push(reason),
    written: () => heard.push('written'),
  };
  return {
    slot,
    lane,
    heard,
    send: () => slot.send(slotOwner, 0, 0, 0),
    answer: () => owner!.answered(200, [], Buffer.alloc(0)),
    fail: (reason: FailureReason) => owner!.failed(reason),
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

test('without a line a lack of our own machine is a failure at once', () => {
  const { slot, heard, send, fail } = slotWith(1_000);
  send();
  fail(NO_PORT);
  assert.deepEqual(heard, [NO_PORT]);
  slot.close();
});

test('a request that lacked something goes again, with its whole time, and what it waited is our own affair', async () => {
  const openings = new Openings();
  const { slot, lane, heard, send, answer, fail } = slotWith(1_000, openings);
  send();
  fail(NO_PORT);
  assert.equal(slot.isBusy, true);
  while (lane.sends < 2) await delay(1);
  assert.deepEqual(heard, ['written']);
  answer();
  assert.deepEqual(heard, ['written', 200]);
  const [wait] = openings.record()!.waits;
  assert.deepEqual([wait!.what, wait!.requests], ['port', 1]);
  slot.close();
});

test('a request that lacks something for its whole time fails as what it is', async () => {
  const openings = new Openings();
  const { slot, lane, heard, send, fail } = slotWith(60, openings);
  send();
  for (let sends = 0; slot.isBusy; await delay(1)) {
    if (lane.sends === sends) continue;
    sends = lane.sends;
    fail(NO_PORT);
  }
  const reason = heard.at(-1) as FailureReason;
  assert.equal(reason.kind, 'local');
  assert.match(reason.detail, /^no free local port for 60 ms \(EADDRNOTAVAIL\): .*ip_local_port_range$/);
  assert.equal(openings.record(), null, 'it has not got what it waited for, and the target was not asked');
  slot.close();
});

test('while somebody waits, the next request waits behind and holds no connection', async () => {
  const openings = new Openings();
  const first = slotWith(1_000, openings);
  const second = slotWith(1_000, openings);
  second.send();
  first.send();
  first.fail(NO_PORT);
  second.answer();
  assert.equal(second.lane.cancels, 1, 'the connection goes to the first in line');
  second.send();
  assert.equal(second.lane.sends, 1);
  while (second.lane.sends < 2) await delay(1);
  assert.equal(first.lane.sends, 2, 'the first in line went before it');
  first.slot.close();
  second.slot.close();
});

test('a request in line can be interrupted, dropped and run out of time', async () => {
  const openings = new Openings();
  const first = slotWith(1_000, openings);
  first.send();
  first.fail(NO_PORT);
  const others = [slotWith(1_000, openings), slotWith(1_000, openings), slotWith(1, openings)];
  for (const other of others) other.send();
  others[0]!.slot.interrupt();
  others[1]!.slot.close();
  while (others[2]!.slot.isBusy) await delay(1);
  const kinds = others.map(({ heard }) => heard.map((one) => (typeof one === 'object' ? one.kind : one)));
  assert.deepEqual(kinds.slice(0, 2), [['interrupted'], []]);
  assert.ok(['local', 'timeout'].includes(String(kinds[2]!.at(-1))), 'in line, or it just went');
  first.slot.close();
  assert.equal(openings.line.lack, null);
});

test('a connection that does not open in time is counted, unless our own machine was the reason', async () => {
  const openings = new Openings();
  const { slot, lane, send } = slotWith(5, openings);
  lane.phase = 'connecting';
  send();
  while (slot.isBusy) await delay(1);
  lane.phase = 'waiting';
  send();
  while (slot.isBusy) await delay(1);
  assert.equal(openings.unopened, 1);
  slot.close();
});
