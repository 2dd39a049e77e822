import type { GroupStatistics } from '../model/order.ts';
import { addPair, copyOfPairs, createPairTable, layersOf, makeRoomFor, type PairTable } from './pair-table.ts';

/** Counts requests by connection: one small record per open connection, sums for those that have ended. */
export interface GroupCounter {
  /** A request with a version. Tracks are whole numbers from 0, given out one after another. */
  add(connection: number, track: number, index: number): void;
  /** The connection has ended: folds it into the sums. */
  close(connection: number): void;
  /** The sums, open connections included. Slots are tracks. Null when no connection carried two requests. */
  toStatistics(tracks: number): GroupStatistics | null;
}

interface Group {
  size: number;
  /** Requests by track. */
  readonly counts: number[];
  /** The first `trackCount` are the tracks that were hit. Not cut to length: V8 would free the memory, for the next connection to ask again. */
  readonly tracks: number[];
  trackCount: number;
  firstIndex: number;
  firstTrack: number;
}

interface Sums {
  groups: number;
  sumSize: number;
  sumSizeSquared: number;
  sumInverseSize: number;
  samePairs: number;
  sumLargest: number;
  readonly products: PairTable;
  readonly votes: number[];
}

const emptySums = (): Sums => ({
  groups: 0,
  sumSize: 0,
  sumSizeSquared: 0,
  sumInverseSize: 0,
  samePairs: 0,
  sumLargest: 0,
  products: createPairTable(1),
  votes: [],
});

const newGroup = (): Group => ({
  size: 0,
  counts: [],
  tracks: [],
  trackCount: 0,
  firstIndex: Number.POSITIVE_INFINITY,
  firstTrack: 0,
});

const foldCounts = (sums: Sums, { size, counts, tracks, trackCount }: Group): void => {
  const hit = tracks.slice(0, trackCount);
  let largest = 0;
  for (const a of hit) {
    const count = counts[a] ?? 0;
    largest = Math.max(largest, count);
    sums.samePairs += count * (count - 1);
    for (const b of hit) {
      addPair(sums.products, 0, a, b, (count * (counts[b] ?? 0)) / size);
    }
  }
  sums.sumLargest += largest;
};

const fold = (sums: Sums, group: Group): void => {
  const { size, firstTrack } = group;
  while (sums.votes.length < group.counts.length) {
    makeRoomFor(sums.products, sums.votes.push(0) - 1);
  }
  sums.groups += 1;
  sums.sumSize += size;
  sums.sumSizeSquared += size * size;
  sums.sumInverseSize += 1 / size;
  sums.votes[firstTrack] = (sums.votes[firstTrack] ?? 0) + 1;
  if (size > 1) {
    foldCounts(sums, group);
    return;
  }
  // Most connections of a run with fresh ones: spared the loops.
  sums.sumLargest += 1;
  addPair(sums.products, 0, firstTrack, firstTrack, 1);
};

/** Ready for another connection. */
const clear = (group: Group): void => {
  for (let place = 0; place < group.trackCount; place += 1) {
    group.counts[group.tracks[place] ?? 0] = 0;
  }
  group.trackCount = 0;
  group.size = 0;
  group.firstIndex = Number.POSITIVE_INFINITY;
};

const count = (group: Group, track: number, index: number): void => {
  while (group.counts.length <= track) {
    group.counts.push(0);
  }
  const known = group.counts[track] ?? 0;
  if (known === 0) {
    group.tracks[group.trackCount] = track;
    group.trackCount += 1;
  }
  group.counts[track] = known + 1;
  group.size += 1;
  // A connection that carries several requests at once may answer them in any order.
  if (index < group.firstIndex) {
    group.firstIndex = index;
    group.firstTrack = track;
  }
};

const toRows = ({ products }: Sums, tracks: number): number[][] => {
  const [layer = []] = layersOf(products, tracks);
  return Array.from({ length: tracks }, (_, row) => layer.slice(row * tracks, (row + 1) * tracks));
};

/** No connections yet. Memory follows the connections that are open at once. */
export const createGroupCounter = (): GroupCounter => {
  const open = new Map<number, Group>();
  const spare: Group[] = [];
  const closed = emptySums();

  const begin = (connection: number): Group => {
    const group = spare.pop() ?? newGroup();
    open.set(connection, group);
    return group;
  };

  return {
    add: (connection, track, index) => count(open.get(connection) ?? begin(connection), track, index),
    close: (connection) => {
      const group = open.get(connection);
      if (group === undefined) {
        return;
      }
      open.delete(connection);
      fold(closed, group);
      clear(group);
      spare.push(group);
    },
    toStatistics: (tracks) => {
      const sums = { ...closed, products: copyOfPairs(closed.products), votes: [...closed.votes] };
      for (const group of open.values()) {
        fold(sums, group);
      }
      if (sums.sumSize === sums.groups) {
        return null;
      }
      const { groups, sumSize, sumSizeSquared, sumInverseSize, samePairs, sumLargest } = sums;
      const votes = Array.from({ length: tracks }, (_, track) => sums.votes[track] ?? 0);
      const products = toRows(sums, tracks);
      return { groups, sumSize, sumSizeSquared, sumInverseSize, products, samePairs, sumLargest, votes };
    },
  };
};
