import type { OrderStatistics } from '../model/order.ts';

/** The slot in which the order of this label is kept; −1 for one without a slot of its own, which may or may not be among the others. */
export const slotOf = (name: string | undefined, { slots, otherSlot }: OrderStatistics): number =>
  slots.findIndex((label, slot) => slot !== otherSlot && label === name);

/** How many of `counts`, which are by slot, carry each of these labels; null for a label whose order was not kept. */
export const slotCounts = (
  names: readonly (string | undefined)[],
  counts: readonly number[],
  order: OrderStatistics,
): (number | null)[] =>
  names.map((name) => {
    const slot = slotOf(name, order);
    // A label without a slot of its own either never answered or is one of the others.
    return slot >= 0 ? (counts[slot] ?? 0) : order.otherSlot === null ? 0 : null;
  });
