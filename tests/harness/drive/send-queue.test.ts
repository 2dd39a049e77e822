import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { httpTransport } from '../../../harness/drive/http.ts';
import { SendQueue } from '../../../harness/drive/send-queue.ts';
import { tcpTransport } from '../../../harness/drive/tcp.ts';
import { tcpServer } from './loopback-server.ts';
import { planFor } from './rehearsal.ts';

test('lets go out in order, two turns later, and never within the call', async () => {
  const queue = new SendQueue(2);
  const gone: string[] = [];
  const add = (name: string): void => queue.add({ goOut: () => gone.push(name) });
  add('a');
  add('b');
  assert.deepEqual(gone, []);
  await nextTurn();
  assert.deepEqual(gone, []);
  add('c');
  await nextTurn();
  assert.deepEqual(gone, ['a', 'b']);
  await nextTurn();
  assert.deepEqual(gone, ['a', 'b', 'c']);
});

test('what is added while it empties waits for its own turn, and the queue can rest in between', async () => {
  const queue = new SendQueue(2);
  const gone: number[] = [];
  const again = (left: number): void =>
    queue.add({
      goOut() {
        gone.push(left);
        if (left > 0) again(left - 1);
      },
    });
  again(2);
  for (let turn = 0; turn < 8; turn++) await nextTurn();
  assert.deepEqual(gone, [2, 1, 0]);
  again(0);
  for (let turn = 0; turn < 3; turn++) await nextTurn();
  assert.deepEqual(gone, [2, 1, 0, 0]);
});

test('one turn is enough for those who ask for one', async () => {
  const queue = new SendQueue(1);
  const gone: string[] = [];
  const add = (name: string, then = (): void => {}): void =>
    queue.add({
      goOut() {
        gone.push(name);
        then();
      },
    });
  add('a', () => add('c'));
  add('b');
  assert.deepEqual(gone, []);
  await nextTurn();
  assert.deepEqual(gone, ['a', 'b']);
  await nextTurn();
  assert.deepEqual(gone, ['a', 'b', 'c']);
});

test('what is dropped does not go out, not even when it was due in the same turn', async () => {
  const queue = new SendQueue(1);
  const gone: string[] = [];
  const [first, second, third] = ['a', 'b', 'c'].map((name) => ({
    goOut() {
      gone.push(name);
      queue.drop(second!);
    },
  }));
  for (const request of [first!, second!, third!]) queue.add(request);
  queue.drop(third!);
  await nextTurn();
  assert.deepEqual(gone, ['a']);
  // Once, however often it is asked for.
  for (const request of [third!, third!]) queue.add(request);
  await nextTurn();
  await nextTurn();
  assert.deepEqual(gone, ['a', 'c']);
});

for (const [scheme, transportTo] of [
  ['tcp', tcpTransport],
  ['http', httpTransport],
] as const) {
  test(`${scheme}: a request that is given up before its turn opens no connection`, async () => {
    const server = await tcpServer((socket) => socket.once('data', () => socket.write('HTTP/1.1 204 No Content\r\n\r\n')));
    const plan = planFor({ scheme, port: server.port }, { freshConnections: true });
    const transport = transportTo(plan, () => assert.fail('an address needs no lookup'));
    await new Promise<void>((resolve, reject) => {
      const [given, kept] = [reject, resolve].map((answered) =>
        transport.openLane({ answered: () => answered(), failed: reject }),
      );
      given!.send();
      kept!.send();
      given!.cancel();
    });
    assert.equal(transport.opened, 1);
  });
}
