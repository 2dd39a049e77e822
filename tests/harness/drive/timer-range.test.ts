import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timerMs } from '../../../harness/drive/timer-range.ts';

test('keeps what a timer can wait for and shortens the rest to the longest wait', () => {
  assert.equal(timerMs(0), 0);
  assert.equal(timerMs(5_000), 5_000);
  assert.equal(timerMs(2 ** 31 - 1), 2 ** 31 - 1);
  assert.equal(timerMs(2 ** 31), 2 ** 31 - 1);
  assert.equal(timerMs(Number.POSITIVE_INFINITY), 2 ** 31 - 1);
});
