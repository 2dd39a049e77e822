import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AttemptMemory } from '../../../services/http-hello/attempt-memory.ts';

test('attempts are counted per id', () => {
  const memory = new AttemptMemory();
  assert.deepEqual([memory.next('a'), memory.next('a'), memory.next('b'), memory.next('a')], [1, 2, 1, 3]);
});

test('memory is bounded; what was not used for longest is forgotten', () => {
  const memory = new AttemptMemory(3);
  for (const id of ['a', 'b', 'c', 'a', 'd']) memory.next(id);
  assert.equal(memory.size, 3);
  assert.equal(memory.next('a'), 3);
  assert.equal(memory.next('b'), 1);
  const big = new AttemptMemory();
  for (let index = 0; index < 30_000; index++) big.next(String(index));
  assert.equal(big.size, 10_000);
});
