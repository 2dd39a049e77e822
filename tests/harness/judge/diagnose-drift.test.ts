import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testBlocks } from '../../../harness/judge/blocks.ts';
import { diagnoseDrift } from '../../../harness/judge/diagnose-drift.ts';
import { groupTest } from '../../../harness/stats/group-test.ts';
import { draws, orderOf } from './sequences.ts';

describe('diagnoseDrift', () => {
  it('is the upper tail of the group test of the blocks', () => {
    const versions = draws(1000, (t) => (t < 500 ? [0.9, 0.1] : [0.7, 0.3]), 1n);
    const blocks = Array.from({ length: 20 }, (_, b) => {
      const ones = versions.slice(50 * b, 50 * (b + 1)).reduce((sum, version) => sum + version, 0);
      return [50 - ones, ones];
    });
    const want = groupTest(blocks).result!;
    const found = diagnoseDrift(testBlocks(orderOf([{ versions }], 2))!);
    assert.deepEqual([found.stat, found.lnP], [want.statistic / want.mean, want.lnTails.lnUpper]);
    assert.ok(found.lnP < Math.log(1e-4));
  });
});
