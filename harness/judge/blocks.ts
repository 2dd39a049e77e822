import type { OrderStatistics, StreamStatistics } from '../model/order.ts';
import { type Clustering, clustering } from '../stats/clustering.ts';
import { groupTest } from '../stats/group-test.ts';
import type { Heterogeneity } from '../stats/heterogeneity.ts';
import { checkpointsAtEdges } from './stream-edges.ts';

const BLOCKS = 20;
/** Fewer requests than this make blocks too small to say anything. */
const FEWEST_REQUESTS = 200;

/** The run cut into blocks of equal length in send order, and how much they differ. */
export interface BlockTest extends Heterogeneity {
  readonly n: number;
  readonly clustering: Clustering;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Counts at the checkpoints nearest to the edges of the blocks, the start first. */
const countsAtEdges = (stream: StreamStatistics): readonly (readonly number[])[] => {
  const start = (stream.cumulative[0] ?? []).map(() => 0);
  return [start, ...checkpointsAtEdges(stream, BLOCKS).map((k) => stream.cumulative[k] ?? start)];
};

/** Counts per block and slot; several streams are cut alike and added up block by block (STATISTICS 6.7). */
export const blockTable = (streams: readonly StreamStatistics[]): number[][] => {
  const edges = streams.filter(({ n }) => n > 0).map(countsAtEdges);
  const width = edges[0]?.[0]?.length ?? 0;
  return Array.from({ length: BLOCKS }, (_, b) =>
    Array.from({ length: width }, (_slot, slot) =>
      sumOf(edges.map((counts) => (counts[b + 1]?.[slot] ?? 0) - (counts[b]?.[slot] ?? 0))),
    ),
  );
};

/** Tests 20 blocks for being alike; null where that cannot be computed. */
export const testBlocks = ({ streams }: OrderStatistics): BlockTest | null => {
  const n = sumOf(streams.map((stream) => stream.n));
  if (n < FEWEST_REQUESTS) {
    return null;
  }
  const table = blockTable(streams);
  const { result } = groupTest(table);
  return result === null ? null : { ...result, n, clustering: clustering(table) };
};
