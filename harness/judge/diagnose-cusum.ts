import type { OrderStatistics, StreamStatistics } from '../model/order.ts';
import { cusumOfCounts, lnKolmogorovUpper } from '../stats/cusum.ts';
import type { Tested } from './tested.ts';

/** n_i (N − n_i) / N below this is too rare (or too common) a version for Kolmogorov's distribution. */
const LEAST_VARIANCE = 25;

/** The most likely change point of one stream. */
export interface ChangePoint {
  readonly stream: StreamStatistics;
  /** Position of the last checkpoint before the change. */
  readonly checkpoint: number;
  /** The slot that shows it most. */
  readonly slot: number;
  readonly statistic: number;
  /** Versions looked at; two mirror each other and count as one. */
  readonly tried: number;
}

/** CUSUM with the change point that it found. */
export interface CusumTest extends Tested<'CUSUM'> {
  readonly change: ChangePoint;
  /** Versions tried in that stream, times streams tried: what its p-value was multiplied by. */
  readonly looks: number;
}

const changeOf = (stream: StreamStatistics, leastVariance: number): ChangePoint | null => {
  const totals = stream.cumulative.at(-1) ?? [];
  const present = totals.flatMap((total, slot) => (total > 0 && total < stream.n ? [slot] : []));
  const usable = present.filter((slot) => {
    const total = totals[slot] ?? 0;
    return (total * (stream.n - total)) / stream.n >= leastVariance;
  });
  if (usable.length === 0) {
    return null;
  }
  const { statistic, version, changeAfter } = cusumOfCounts(stream.cumulative, usable);
  const checkpoint = stream.cumulative.findIndex((row) => row.reduce((sum, count) => sum + count, 0) === changeAfter);
  return { stream, checkpoint, slot: version, statistic, tried: present.length === 2 ? 1 : usable.length };
};

/** The change point of every stream that has two versions, however rare they are. */
export const changePoints = ({ streams }: OrderStatistics): ChangePoint[] =>
  streams.map((stream) => changeOf(stream, 0)).filter((change) => change !== null);

const lnPOf = ({ statistic, tried }: ChangePoint): number => lnKolmogorovUpper(statistic) + Math.log(tried);

/** CUSUM (STATISTICS 6.3): one change point. Several streams: the clearest one, times the number of streams. */
export const diagnoseCusum = ({ streams }: OrderStatistics): CusumTest | null => {
  const changes = streams.map((stream) => changeOf(stream, LEAST_VARIANCE)).filter((change) => change !== null);
  const [first, ...others] = changes;
  if (first === undefined) {
    return null;
  }
  const change = others.reduce((best, other) => (lnPOf(other) < lnPOf(best) ? other : best), first);
  const looks = change.tried * changes.length;
  const lnP = Math.min(0, lnKolmogorovUpper(change.statistic) + Math.log(looks));
  return { id: 'CUSUM', stat: change.statistic, lnP, guard: true, change, looks };
};
