import type { Expectation } from '../model/expectation.ts';
import type { OrderStatistics, StreamStatistics } from '../model/order.ts';
import type { SharesSoFar } from '../model/report.ts';
import { confidenceBand } from '../stats/confidence-band.ts';
import { splitOf } from '../stats/split.ts';
import { amongAll } from './figures.ts';
import { slotOf } from './slot-counts.ts';
import { checkpointsAtEdges } from './stream-edges.ts';

/** Points enough for a smooth line in a report. */
const MOST_POINTS = 60;

/** What had come back at one edge of all streams, by slot. */
interface Moment {
  readonly counts: readonly number[];
  readonly atMs: number;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Streams are cut alike and added up edge by edge (STATISTICS 6.7): threads and load machines of one run go on side by side. */
const momentsOf = (streams: readonly StreamStatistics[]): readonly Moment[] => {
  const counted = streams.filter(({ n }) => n > 0);
  const edges = Math.min(MOST_POINTS, sumOf(counted.map(({ n }) => n)));
  const cut = counted.map((stream) => ({ stream, at: checkpointsAtEdges(stream, edges) }));
  const width = counted[0]?.cumulative[0]?.length ?? 0;
  return Array.from({ length: edges }, (_, edge) => ({
    counts: Array.from({ length: width }, (_slot, slot) =>
      sumOf(cut.map(({ stream, at }) => stream.cumulative[at[edge] ?? -1]?.[slot] ?? 0)),
    ),
    atMs: Math.max(0, ...cut.map(({ stream, at }) => stream.sentAtMs[at[edge] ?? -1] ?? 0)),
  }));
};

/**
 * How the shares of the active versions came about, at most 60 points in send order; empty without an order, and where labels beyond the
 * ones whose order is kept hide how many requests there were. With `isIndependent` each point has the band that holds at all moments at
 * once with probability 1 − `significance`; without, requests are not decided one by one, and there is none.
 */
export const sharesOverTime = (
  { versions, rule }: Expectation,
  order: OrderStatistics | null,
  isIndependent: boolean,
): readonly SharesSoFar[] => {
  if (order === null) {
    return [];
  }
  const active = versions.flatMap(({ weight }, i) => (weight > 0n ? [i] : []));
  const slots = active.map((i) => slotOf(versions[i]?.name, order));
  if (order.otherSlot !== null && slots.includes(-1)) {
    return [];
  }
  const split = splitOf(active.map((i) => versions[i]?.weight ?? 0n));
  const spread = (values: readonly number[]): (number | null)[] => amongAll({ versions, active }, values);
  const points: SharesSoFar[] = [];
  for (const { counts, atMs } of momentsOf(order.streams)) {
    const hits = slots.map((slot) => counts[slot] ?? 0);
    const n = sumOf(hits);
    if (n === (points.at(-1)?.n ?? 0)) {
      continue;
    }
    const { lo, hi } = isIndependent ? confidenceBand(split, hits, n, rule.significance) : { lo: [], hi: [] };
    points.push({ n, atMs, shares: spread(hits.map((count) => count / n)), lo: spread(lo), hi: spread(hi) });
  }
  return points;
};
