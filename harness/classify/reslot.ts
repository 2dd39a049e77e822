import type { ClientCounts, GroupStatistics, StreamStatistics } from '../model/order.ts';

/** Where each slot goes, and how many slots there are afterwards. Several slots may go to one; their counts add up. */
export interface Moves {
  readonly moves: readonly number[];
  readonly width: number;
}

const reslotCounts = (counts: readonly number[], { moves, width }: Moves): number[] => {
  const moved = new Array<number>(width).fill(0);
  for (const [slot, count] of counts.entries()) {
    const to = moves[slot] ?? 0;
    moved[to] = (moved[to] ?? 0) + count;
  }
  return moved;
};

const reslotPairs = (pairs: readonly number[], { moves, width }: Moves): number[] => {
  const moved = new Array<number>(width ** 2).fill(0);
  for (const [pair, count] of pairs.entries()) {
    const [a, b] = [Math.floor(pair / moves.length), pair % moves.length];
    const to = (moves[a] ?? 0) * width + (moves[b] ?? 0);
    moved[to] = (moved[to] ?? 0) + count;
  }
  return moved;
};

/** A stream under other slots. */
export const reslotStream = (stream: StreamStatistics, to: Moves): StreamStatistics => ({
  ...stream,
  cumulative: stream.cumulative.map((row) => reslotCounts(row, to)),
  opening: stream.opening && { ...stream.opening, slot: to.moves[stream.opening.slot] ?? 0 },
  pairs: stream.pairs.map((layer) => reslotPairs(layer, to)),
});

/** Groups under other slots. What is counted by label (`samePairs`, `sumLargest`) stays. */
export const reslotGroups = (groups: GroupStatistics, to: Moves): GroupStatistics => {
  const pairs = reslotPairs(groups.products.flat(), to);
  return {
    ...groups,
    products: Array.from({ length: to.width }, (_, row) => pairs.slice(row * to.width, (row + 1) * to.width)),
    votes: reslotCounts(groups.votes, to),
  };
};

/** Clients under other slots. */
export const reslotClient = ({ name, counts }: ClientCounts, to: Moves): ClientCounts => ({
  name,
  counts: reslotCounts(counts, to),
});
