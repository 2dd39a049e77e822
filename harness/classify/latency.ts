import type { LatencyBuckets } from '../model/tally.ts';
import { bucketMiddleMs, bucketOf, LONGEST_LATENCY_MS } from './latency-buckets.ts';

/** Latencies while they are counted. Constant size. */
export interface LatencyCounter {
  add(latencyMs: number): void;
  toBuckets(): LatencyBuckets;
}

export const createLatencyCounter = (): LatencyCounter => {
  const counts = new Map<number, number>();
  let minMs = Number.POSITIVE_INFINITY;
  let maxMs = 0;
  return {
    add: (latencyMs) => {
      const bucket = bucketOf(latencyMs);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
      const ms = Math.min(LONGEST_LATENCY_MS, Math.max(0, latencyMs));
      minMs = Math.min(minMs, ms);
      maxMs = Math.max(maxMs, ms);
    },
    toBuckets: () => ({
      counts: Object.fromEntries(counts),
      minMs: counts.size === 0 ? 0 : minMs,
      maxMs,
    }),
  };
};

/** No latencies at all, as for counts that were typed in. */
export const NO_LATENCY: LatencyBuckets = { counts: {}, minMs: 0, maxMs: 0 };

/** How many latencies were counted. */
export const latencyCount = ({ counts }: LatencyBuckets): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/**
 * The `quantile` (0 to 1) of the latencies in milliseconds, by nearest rank: the smallest latency that at least that share does not
 * exceed, right to 2 %; 0 and 1 give the exact minimum and maximum. Null without latencies; RangeError for a quantile outside 0 to 1.
 */
export const latencyQuantileMs = (buckets: LatencyBuckets, quantile: number): number | null => {
  if (!(quantile >= 0 && quantile <= 1)) {
    throw new RangeError(`a quantile is from 0 to 1, not ${quantile}`);
  }
  const total = latencyCount(buckets);
  if (total === 0) {
    return null;
  }
  if (quantile === 0 || quantile === 1) {
    return quantile === 0 ? buckets.minMs : buckets.maxMs;
  }
  const rank = Math.ceil(quantile * total);
  // Integer keys of an object come in ascending order.
  let seen = 0;
  for (const [bucket, count] of Object.entries(buckets.counts)) {
    seen += count;
    if (seen >= rank) {
      return Math.min(buckets.maxMs, Math.max(buckets.minMs, bucketMiddleMs(Number(bucket))));
    }
  }
  return buckets.maxMs;
};

/** Both sets of latencies as one; exact. */
export const mergeLatency = (a: LatencyBuckets, b: LatencyBuckets): LatencyBuckets => {
  if (latencyCount(a) === 0 || latencyCount(b) === 0) {
    return latencyCount(a) === 0 ? b : a;
  }
  const counts: Record<string, number> = { ...a.counts };
  for (const [bucket, count] of Object.entries(b.counts)) {
    counts[bucket] = (counts[bucket] ?? 0) + count;
  }
  return { counts, minMs: Math.min(a.minMs, b.minMs), maxMs: Math.max(a.maxMs, b.maxMs) };
};

/** The figures a report shows, in milliseconds, each right to 2 % (the maximum is exact); null without latencies. */
export const summarizeLatency = (
  buckets: LatencyBuckets,
): {
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
} | null => {
  if (latencyCount(buckets) === 0) {
    return null;
  }
  const atMs = (quantile: number): number => latencyQuantileMs(buckets, quantile) ?? buckets.maxMs;
  return { p50Ms: atMs(0.5), p90Ms: atMs(0.9), p99Ms: atMs(0.99), p999Ms: atMs(0.999), maxMs: buckets.maxMs };
};
