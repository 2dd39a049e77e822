import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SendQueue } from '../../../harness/drive/send-queue.ts';

test('writes in order, two turns later, and never within the call', async () => {
  const queue = new SendQueue();
  const written: string[] = [];
  const add = (name: string): void => queue.add({ write: () => written.push(name) });
  add('a');
  add('b');
  assert.deepEqual(written, []);
  await nextTurn();
  assert.deepEqual(written, []);
  add('c');
  await nextTurn();
  assert.deepEqual(written, ['a', 'b']);
  await nextTurn();
  assert.deepEqual(written, ['a', 'b', 'c']);
});

test('what is added while it writes waits for its own turn, and the queue can rest in between', async () => {
  const queue = new SendQueue();
  const written: number[] = [];
  const again = (left: number): void =>
    queue.add({
      write() {
        written.push(left);
        if (left > 0) again(left - 1);
      },
    });
  again(2);
  for (let turn = 0; turn < 8; turn++) await nextTurn();
  assert.deepEqual(written, [2, 1, 0]);
  again(0);
  for (let turn = 0; turn < 3; turn++) await nextTurn();
  assert.deepEqual(written, [2, 1, 0, 0]);
});
