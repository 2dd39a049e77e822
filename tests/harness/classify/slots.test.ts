import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_LATENCY } from '../../../harness/classify/latency.ts';
import { chooseSlots, countsBySlot, slotCount, slotMoves } from '../../../harness/classify/slots.ts';
import type { LabelTally } from '../../../harness/model/tally.ts';

const labels = (counts: Readonly<Record<string, number>>): LabelTally[] =>
  Object.entries(counts).map(([label, count]) => ({
    label,
    count,
    failing: 0,
    firstIndex: 0,
    statuses: {},
    latency: NO_LATENCY,
  }));
const many = Object.fromEntries(Array.from({ length: 20 }, (_, place) => [`v${place}`, place + 1]));
const own = (counts: Readonly<Record<string, number>>, otherSlot: number | null = null) => ({
  labels: labels(counts),
  order: { slots: Object.keys(counts), otherSlot },
});

describe('chooseSlots', () => {
  it('takes the most frequent first, equally frequent ones by their text', () => {
    const part = own({ b: 2, c: 5, a: 2 });
    assert.deepEqual(chooseSlots([part], part.labels), { slots: ['c', 'a', 'b'], otherSlot: null });
    assert.deepEqual(chooseSlots([own({})], []), { slots: [], otherSlot: null });
  });

  it('keeps 15, and one slot for all others', () => {
    const part = own(many);
    const { slots, otherSlot } = chooseSlots([part], part.labels);
    assert.deepEqual([slots.length, slots[0], slots.at(-1), otherSlot], [15, 'v19', 'v5', 15]);
  });

  it('leaves a label among the others when some part cannot tell it apart', () => {
    const hides = { labels: labels({ a: 1, b: 100 }), order: { slots: ['a'], otherSlot: 1 } };
    assert.deepEqual(chooseSlots([hides, own({ b: 50, a: 2 })], labels({ a: 3, b: 150 })), { slots: ['a'], otherSlot: 1 });
  });
});

describe('slotMoves and countsBySlot', () => {
  it('send every slot to that of its label, and the rest to the others', () => {
    const to = { slots: ['b', 'a'], otherSlot: 2 };
    assert.deepEqual(slotMoves({ slots: ['a', 'b', 'c'], otherSlot: 3 }, to), [1, 0, 2, 2]);
    assert.deepEqual(countsBySlot(labels({ a: 1, b: 2, c: 3, d: 4 }), to), [2, 1, 7]);
    assert.equal(slotCount(to), 3);
    assert.equal(slotCount({ ...to, otherSlot: null }), 2);
  });
});
