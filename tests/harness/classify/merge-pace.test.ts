import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergedPace } from '../../../harness/classify/merge-pace.ts';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';
import type { PaceRecord } from '../../../harness/model/pace.ts';
import type { Tally } from '../../../harness/model/tally.ts';

const sent = (requests: number, pace: PaceRecord | null): Tally => ({
  ...tallyFromCounts(['a'], [requests]),
  ...(pace === null ? {} : { pace }),
});
const one: PaceRecord = { ratePerSecond: 100, sendingMs: 1_000, behindMs: 5, heldUpMs: 1, busyMs: 7 };
const other: PaceRecord = { ratePerSecond: 400, sendingMs: 3_000, behindMs: 2, heldUpMs: 10, busyMs: 0 };

describe('mergedPace', () => {
  it('adds the rates of parts that ran side by side', () => {
    assert.deepEqual(mergedPace(sent(100, one), sent(1_200, other), false), {
      pace: { ratePerSecond: 500, sendingMs: 3_000, behindMs: 5, heldUpMs: 11, busyMs: 7 },
    });
  });

  it('takes the mean rate of parts that ran in turn', () => {
    assert.deepEqual(mergedPace(sent(100, one), sent(1_200, other), true), {
      pace: { ratePerSecond: 325, sendingMs: 4_000, behindMs: 5, heldUpMs: 11, busyMs: 7 },
    });
  });

  it('has none when a part was sent without a rate, or saved before rates were kept', () => {
    assert.deepEqual(mergedPace(sent(100, one), sent(5, null), false), {});
    assert.deepEqual(mergedPace(sent(5, null), sent(100, one), true), {});
  });

  it('is not changed by a part that sent nothing', () => {
    assert.deepEqual(mergedPace(sent(100, one), sent(0, null), false), { pace: one });
    assert.deepEqual(mergedPace(sent(0, null), sent(100, one), false), { pace: one });
    assert.deepEqual(mergedPace(sent(0, null), sent(0, null), false), {});
  });
});
