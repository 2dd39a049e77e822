import type { OrderStatistics } from '../model/order.ts';
import type { LabelTally, Tally } from '../model/tally.ts';

/** Most labels that keep a slot of their own (STATISTICS 6.7). */
export const MOST_OWN_SLOTS = 15;

/** Which labels have a slot of their own, and which slot all others share. */
export type Slots = Pick<OrderStatistics, 'slots' | 'otherSlot'>;

/** Counts of a tally with the slots they were ordered under. */
export interface SlottedCounts extends Pick<Tally, 'labels'> {
  readonly order: Slots;
}

/** Slots in all: the length of every list by slot. */
export const slotCount = ({ slots, otherSlot }: Slots): number => slots.length + (otherSlot === null ? 0 : 1);

const byFrequency = (a: LabelTally, b: LabelTally): number => b.count - a.count || (a.label < b.label ? -1 : 1);

/**
 * The slots for several parts with the label counts `total` together: the 15 most frequent labels, the most frequent first, equally
 * frequent ones in the order of their text. A label that some part counted among its others can no longer be told apart and stays there.
 */
export const chooseSlots = (parts: readonly SlottedCounts[], total: readonly LabelTally[]): Slots => {
  const hidden = new Set<string>();
  for (const { labels, order } of parts) {
    const own = new Set(order.slots);
    for (const { label } of labels) {
      if (!own.has(label)) {
        hidden.add(label);
      }
    }
  }
  const own = total.filter(({ label }) => !hidden.has(label)).toSorted(byFrequency);
  const slots = own.slice(0, MOST_OWN_SLOTS).map(({ label }) => label);
  return { slots, otherSlot: slots.length < total.length ? slots.length : null };
};

/** For each slot of `from` the slot of `to` that its requests go to. */
export const slotMoves = (from: Slots, to: Slots): number[] => {
  const place = new Map(to.slots.map((label, slot) => [label, slot]));
  const other = to.otherSlot ?? to.slots.length;
  return Array.from({ length: slotCount(from) }, (_, slot) => place.get(from.slots[slot] ?? '') ?? other);
};

/** Answers by slot, from the counts of all labels. */
export const countsBySlot = (labels: readonly LabelTally[], slots: Slots): number[] => {
  const place = new Map(slots.slots.map((label, slot) => [label, slot]));
  const counts = new Array<number>(slotCount(slots)).fill(0);
  for (const { label, count } of labels) {
    const slot = place.get(label) ?? slots.otherSlot ?? -1;
    if (slot in counts) {
      counts[slot] = (counts[slot] ?? 0) + count;
    }
  }
  return counts;
};
