import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SendQueue } from '../../../harness/drive/send-queue.ts';

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
