import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMemoryPeakKib } from '../../../bench/measure/memory-peak.ts';

test('the high-water mark of resident memory is read, not the other sizes', () => {
  const status = 'Name:\tnode\nVmPeak:\t 1048576 kB\nVmSize:\t  999999 kB\nVmHWM:\t   73456 kB\nVmRSS:\t   60000 kB\n';
  assert.equal(readMemoryPeakKib(status), 73456);
});

test('a process that has ended holds nothing', () => {
  assert.equal(readMemoryPeakKib('Name:\tnode\nState:\tZ (zombie)\n'), 0);
});
