import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProcessTimes } from '../../../bench/measure/process-times.ts';

const REST = '293 748 0 1 21 4 74 13 20 0 1 0 2710684 4464640 740 18446744073709551615';

test('ticks of 10 ms become milliseconds, own and of children', () => {
  const times = readProcessTimes(`13635 (bash) S 13630 13630 6949 0 -1 4194304 ${REST}\n`);
  assert.deepEqual(times, { ownMs: 250, childrenMs: 870 });
});

test('a name with brackets and spaces moves nothing', () => {
  const times = readProcessTimes(`1 (a) S 9 (b c)) R 13630 13630 6949 0 -1 4194304 ${REST}`);
  assert.deepEqual(times, { ownMs: 250, childrenMs: 870 });
});

test('something else is refused', () => {
  for (const text of ['', '1 (node) S 2 3', 'VmHWM: 12 kB']) assert.throws(() => readProcessTimes(text), RangeError);
});
