import type { OrderStatistics } from '../model/order.ts';
import type { LabelTally } from '../model/tally.ts';
import { createGroupCounter } from './group-counter.ts';
import { mergeOrders } from './merge-order.ts';
import { createReorderRing } from './reorder-ring.ts';
import { countsBySlot } from './slots.ts';
import { createStreamCounter } from './stream-counter.ts';

/** Called in send order for every request of the finished prefix; null = it has no version. */
export type OnPrefix = (label: string | null, index: number) => void;

/** Code of a request without a version. */
export const NO_VERSION = -1;

/** Keeps the order and the grouping of answers, in constant memory. */
export interface OrderCounter {
  /** A label that was not seen before; gives the number that stands for it. It is no version until it is admitted. */
  register(label: string): number;
  /** From now on answers with this label have a version. */
  admit(label: number): void;
  answered(label: number, index: number, connection: number, sentAtMs: number): void;
  /** A request that ended without a version. */
  failed(index: number): void;
  closed(connection: number): void;
  /** True while requests finish too far ahead of the oldest unfinished one. */
  readonly isStalled: boolean;
  /** The statistics up to now; `labels` are the counts of the versions, every one admitted. */
  toStatistics(labels: readonly LabelTally[]): OrderStatistics;
}

/**
 * Labels told apart while counting: more than have a slot in the end, because which are the most frequent is known only then. All further
 * ones share the last track.
 */
const MOST_TRACKS = 64;

/**
 * Answers go by connection at once and by send order through the reorder ring. What an error page says counts only from the moment that its
 * label is a version (see `tally-builder.ts`). With `onPrefix` nothing follows a gap: a prefix with a hole leans to the faster version.
 */
export const createOrderCounter = (client: string, onPrefix: OnPrefix | null): OrderCounter => {
  const labels: string[] = [];
  /** By label number; −1 = not admitted. */
  const tracks: number[] = [];
  const trackLabels: string[] = [];
  const groups = createGroupCounter();
  const stream = createStreamCounter();
  let hasShared = false;

  const ring = createReorderRing((label, sentAtMs, index) => {
    const track = tracks[label] ?? NO_VERSION;
    if (track >= 0) {
      stream.add(track, sentAtMs, index);
    }
    if (onPrefix !== null && !ring.hasGap) {
      onPrefix(track >= 0 ? (labels[label] ?? null) : null, index);
    }
  });
  return {
    register: (label) => {
      tracks.push(NO_VERSION);
      return labels.push(label) - 1;
    },
    admit: (label) => {
      if (trackLabels.length < MOST_TRACKS - 1) {
        tracks[label] = trackLabels.push(labels[label] ?? '') - 1;
      } else {
        tracks[label] = MOST_TRACKS - 1;
        hasShared = true;
      }
    },
    answered: (label, index, connection, sentAtMs) => {
      const track = tracks[label] ?? NO_VERSION;
      if (track >= 0) {
        groups.add(connection, track, index);
      }
      ring.put(index, label, sentAtMs);
    },
    failed: (index) => ring.put(index, NO_VERSION, 0),
    closed: groups.close,
    get isStalled() {
      return ring.isHalfFull;
    },
    toStatistics: (tallies) => {
      const width = trackLabels.length + (hasShared ? 1 : 0);
      const slots = { slots: trackLabels, otherSlot: hasShared ? trackLabels.length : null };
      const versioned = tallies.reduce((total, { count }) => total + count, 0);
      const byTrack: OrderStatistics = {
        ...slots,
        streams: [stream.toStatistics(width, versioned)],
        connections: groups.toStatistics(width),
        clients: [{ name: client, counts: countsBySlot(tallies, slots) }],
      };
      return mergeOrders([{ labels: tallies, order: byTrack }], tallies) ?? byTrack;
    },
  };
};
