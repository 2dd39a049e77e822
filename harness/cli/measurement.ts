import { summarizeLatency } from '../classify/latency.ts';
import type { LatencySummary, Measurement } from '../model/report.ts';
import type { LabelTally, Tally } from '../model/tally.ts';

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
    latency: tally.labels.flatMap(latencyOf),
  };
}

function latencyOf({ label, latency }: LabelTally): readonly LatencySummary[] {
  const summary = summarizeLatency(latency);
  return summary === null ? [] : [{ name: label, ...summary }];
}
