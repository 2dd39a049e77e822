import type { OrderStatistics, StreamStatistics } from '../model/order.ts';
import { joinCountMoments, standardizedMatches } from '../stats/lag-test.ts';
import { lnNormalUpper } from '../stats/normal.ts';
import { type Pooling, poolRare } from '../stats/pool-rare.ts';
import type { Tested } from './tested.ts';

const LONGEST_LAG = 32;
/** A lag up to one in twenty of the stream. */
const REQUESTS_PER_LAG = 20;

/** How often a request hits the version of the one `lag` before it, over all streams. */
export interface LagAgreement {
  readonly lag: number;
  readonly z: number;
  /** Observed share of such pairs, and the share that a random order of the same counts has. */
  readonly agreement: number;
  readonly expected: number;
}

/** SERIAL with what it saw at each lag. */
export interface SerialTest extends Tested<'SERIAL'> {
  readonly lags: readonly LagAgreement[];
  /** The lag with the largest |z|. */
  readonly strongest: LagAgreement;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const matchesIn = (layer: readonly number[], width: number, pooling: Pooling): number =>
  sumOf(pooling.map((members) => sumOf(members.flatMap((a) => members.map((b) => layer[a * width + b] ?? 0)))));

const agreementAt = (lag: number, streams: readonly StreamStatistics[], pooling: Pooling): LagAgreement[] => {
  const parts = streams
    .filter(({ n }) => n > lag)
    .map(({ n, cumulative, pairs }) => {
      const totals = cumulative.at(-1) ?? [];
      const counts = pooling.map((members) => sumOf(members.map((slot) => totals[slot] ?? 0)));
      return {
        pairs: n - lag,
        ...standardizedMatches(matchesIn(pairs[lag - 1] ?? [], totals.length, pooling), joinCountMoments(counts, lag)),
      };
    });
  // A stream in which nothing can vary adds as much to the matches as to their mean, and no information.
  const varying = parts.filter(({ z }) => z !== null);
  const [matches, mean, variance, pairs] = [
    sumOf(varying.map((part) => part.matches)),
    sumOf(varying.map((part) => part.mean)),
    sumOf(varying.map((part) => part.variance)),
    sumOf(varying.map((part) => part.pairs)),
  ];
  return pairs === 0
    ? []
    : [{ lag, z: (matches - mean) / Math.sqrt(variance), agreement: matches / pairs, expected: mean / pairs }];
};

/**
 * SERIAL (STATISTICS 6.2, 6.3): does a request hit the version of one shortly before it more or less often than in a random order?
 * Streams are added up as Σ(M − E)/√ΣVar; rare versions are pooled over all of them.
 */
export const diagnoseSerial = ({ streams }: OrderStatistics): SerialTest | null => {
  const longest = Math.max(0, ...streams.map(({ n }) => n));
  const reach = Math.min(LONGEST_LAG, Math.floor(longest / REQUESTS_PER_LAG));
  const width = streams[0]?.cumulative[0]?.length ?? 0;
  const totals = Array.from({ length: width }, (_, slot) =>
    sumOf(streams.map(({ cumulative }) => cumulative.at(-1)?.[slot] ?? 0)),
  );
  const pooling = poolRare(totals, sumOf(streams.map(({ n }) => Math.max(0, n - reach))));
  if (reach < 1 || pooling.length < 2) {
    return null;
  }
  const lags = Array.from({ length: reach }, (_, i) => i + 1).flatMap((lag) => agreementAt(lag, streams, pooling));
  const [first, ...others] = lags;
  if (first === undefined) {
    return null;
  }
  const strongest = others.reduce((best, other) => (Math.abs(other.z) > Math.abs(best.z) ? other : best), first);
  const stat = Math.abs(strongest.z);
  return { id: 'SERIAL', stat, lnP: Math.min(0, Math.log(2 * reach) + lnNormalUpper(stat)), guard: true, lags, strongest };
};
