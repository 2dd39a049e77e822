import { summarizeLatency } from '../classify/latency.ts';
import type { LatencySummary, Measurement, PaceSummary } from '../model/report.ts';
import type { LatencyBuckets, Tally } from '../model/tally.ts';

/** What a report tells of a tally beside the verdict. */
export function measurementOf(tally: Tally): Measurement {
  return {
    sent: tally.sent,
    groupBy: tally.groupBy,
    connections: tally.connections,
    startedAt: tally.startedAt,
    elapsedMs: tally.elapsedMs,
    end: tally.end,
    endDetail: tally.endDetail,
    statuses: tally.labels.flatMap((label) =>
      Object.entries(label.statuses).map(([status, count]) => ({ name: label.label, status, count })),
    ),
    failures: tally.failures,
    latency: tally.labels.flatMap(({ label, latency }) => latencyOf(label, latency)),
    uncorrectedLatency: uncorrectedLatencyOf(tally),
    pace: paceOf(tally),
  };
}

/** Nothing unless every version has both latencies: half of a comparison misleads. */
function uncorrectedLatencyOf({ labels }: Tally): readonly LatencySummary[] {
  if (labels.some(({ uncorrected }) => uncorrected === undefined)) return [];
  return labels.flatMap(({ label, uncorrected }) => (uncorrected === undefined ? [] : latencyOf(label, uncorrected)));
}

function latencyOf(name: string, buckets: LatencyBuckets): readonly LatencySummary[] {
  const summary = summarizeLatency(buckets);
  return summary === null ? [] : [{ name, ...summary }];
}

function paceOf({ pace, sent }: Tally): PaceSummary | null {
  if (pace === undefined) return null;
  const { ratePerSecond, ...times } = pace;
  const { sendingMs } = times;
  // The rates of several threads add up to 4999.999999999999.
  const askedPerSecond = Number(ratePerSecond.toPrecision(12));
  return { askedPerSecond, sentPerSecond: sendingMs === 0 ? 0 : (sent * 1000) / sendingMs, ...times };
}
