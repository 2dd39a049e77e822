import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCoreTimes } from '../../../bench/measure/core-times.ts';

test('waiting and time of other machines are not busy, and guests are not counted twice', () => {
  const stat = 'cpu  100 20 30 4000 500 6 7 80 90 10\ncpu0 1 1 1 1 1 1 1 1 1 1\nintr 12345\n';
  assert.deepEqual(readCoreTimes(stat), { busyTicks: 163, allTicks: 4743 });
});

test('something else is refused', () => {
  for (const text of ['', 'cpu  1 2 3\n', 'cpu0 1 2 3 4 5 6 7 8 9 10\n']) assert.throws(() => readCoreTimes(text), RangeError);
});
