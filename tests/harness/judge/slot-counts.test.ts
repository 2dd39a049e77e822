import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slotCounts, slotOf } from '../../../harness/judge/slot-counts.ts';
import type { OrderStatistics } from '../../../harness/model/order.ts';

const order = (slots: readonly string[], otherSlot: number | null): OrderStatistics => ({
  slots,
  otherSlot,
  streams: [],
  connections: null,
  clients: [],
});

describe('counts by slot', () => {
  it('are those of the labels that have a slot', () => {
    assert.deepEqual(slotCounts(['v2', 'v1'], [5, 7], order(['v1', 'v2'], null)), [7, 5]);
  });

  it('are 0 for a label that never answered, and not known for one that may be among the others', () => {
    assert.deepEqual(slotCounts(['v3'], [5], order(['v1'], null)), [0]);
    assert.deepEqual(slotCounts(['v1', 'v3'], [5, 2], order(['v1'], 1)), [5, null]);
  });

  it('take a label that is called like the slot of the others for one without a slot', () => {
    assert.equal(slotOf('other', order(['v1', 'other'], 1)), -1);
    assert.equal(slotOf(undefined, order(['v1'], null)), -1);
  });
});
