import type { GateReport } from '../model/report.ts';
import { latencyMs } from './numbers.ts';
import { printable } from './printable.ts';

/** A median of fewer answers says little. */
const FEWEST_ANSWERS = 100;
const TIMES_SLOWER = 3;
/** Below this a difference is that of two processes, and nobody acts on it. */
const LEAST_DIFFERENCE_MS = 1;
/** Where slow answers are a version of their own, that they are slower is no news. */
const GROUPED_BY_LATENCY = /(^|\+)latency:/;

/** That the slowest version takes several times as long as the fastest; information only, no verdict rests on it. Otherwise nothing. */
export function slowerLine({ weights, counts, measurement }: GateReport): readonly string[] {
  const { groupBy, latency, uncorrectedLatency } = measurement;
  if (GROUPED_BY_LATENCY.test(groupBy)) return [];
  // What a request waited before it was sent is the same for all versions.
  const rows = uncorrectedLatency.length > 0 ? uncorrectedLatency : latency;
  const medianMs = new Map(rows.map(({ name, p50Ms }) => [name, p50Ms]));
  const byMedian = weights
    .filter((_, i) => (counts[i] ?? 0) >= FEWEST_ANSWERS)
    .flatMap(({ name }) => ({ name, ms: medianMs.get(name) ?? Number.NaN }))
    .filter(({ ms }) => !Number.isNaN(ms))
    .toSorted((a, b) => a.ms - b.ms);
  const [fastest, slowest] = [byMedian[0], byMedian.at(-1)];
  if (fastest === undefined || slowest === undefined) return [];
  if (slowest.ms <= TIMES_SLOWER * fastest.ms || slowest.ms - fastest.ms < LEAST_DIFFERENCE_MS) return [];
  const [slow, fast] = [slowest, fastest].map(({ name }) => printable(name, 28));
  return [`${slow} is slower than ${fast}: median ${latencyMs(slowest.ms)} ms against ${latencyMs(fastest.ms)} ms`];
}
