import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testBlocks } from '../../../harness/judge/blocks.ts';
import { diagnoseUnder } from '../../../harness/judge/diagnose-under.ts';
import { draws, orderOf, rotation } from './sequences.ts';

const of = (versions: number[]) => diagnoseUnder(testBlocks(orderOf([{ versions }], 2))!);

describe('diagnoseUnder', () => {
  it('has a finite logarithm for blocks that are all equal, smaller the longer the run', () => {
    const [short, long] = [of(rotation(400, [1, 1])), of(rotation(4000, [1, 1]))];
    assert.deepEqual([short.stat, long.stat, short.guard], [0, 0, true]);
    assert.ok(Number.isFinite(long.lnP) && long.lnP < short.lnP && short.lnP < Math.log(1e-6));
  });

  it('does not call ordinary draws too alike', () => {
    const found = of(draws(4000, [0.8, 0.2], 3n));
    assert.ok(!found.guard || found.lnP > Math.log(0.01), `${found.stat}`);
  });
});
