import assert from 'node:assert/strict';
import { test } from 'node:test';
import { besideTable } from '../../../bench/tables/beside-table.ts';

const run = (perSecond: number, cpuUsPerRequest: number, peakMib: number, targetBusy: number) => ({
  perSecond,
  cpuUsPerRequest,
  peakMib,
  targetBusy,
});

test('a row has the medians of both sides and the median of the ratios within pairs', () => {
  const pairs = [
    { ours: run(50, 10, 100, 0.3), theirs: run(100, 5, 8, 0.6) },
    { ours: run(90, 11, 101, 0.31), theirs: run(100, 6, 9, 0.61) },
    { ours: run(400, 12, 102, 0.32), theirs: run(500, 7, 10, 0.62) },
  ];
  const lines = besideTable([{ name: 'wrk 4', least: 0.85, pairs }]).split('\n');
  // 90 / 100 would be the ratio of the medians.
  assert.equal(lines[2], '| wrk 4 | 100 | 90.0 | 0.80 (0.50 to 0.90) | ≥ 0.85: missed | 6.00 | 11.0 | 9.00 | 101 | 61 %, 31 % |');
  for (const line of lines) assert.equal(line.split('|').length, 12, line);
});

test('nothing asked is nothing claimed', () => {
  const pairs = [{ ours: run(1, 1, 1, 0), theirs: run(1, 1, 1, 0) }];
  assert.match(besideTable([{ name: 'k6', pairs }]), /\| 1\.00 \(1\.00 to 1\.00\) \| {2}\| 1\.00/);
});
