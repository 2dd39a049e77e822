import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pairOrder } from '../../../bench/measure/pair-order.ts';

test('the order is A B, B A, A B', () => {
  assert.deepEqual(pairOrder(3), [
    ['ours', 'theirs'],
    ['theirs', 'ours'],
    ['ours', 'theirs'],
  ]);
});

test('every pair has both sides, and each side goes first about half of the time', () => {
  fc.assert(
    fc.property(fc.nat(100), (pairs) => {
      const order = pairOrder(pairs);
      assert.equal(order.length, pairs);
      for (const pair of order) assert.deepEqual([...pair].sort(), ['ours', 'theirs']);
      const oursFirst = order.filter(([first]) => first === 'ours').length;
      assert.equal(oursFirst, Math.ceil(pairs / 2));
    }),
  );
});
