import type { DiagnosticsMode } from './diagnosis.ts';
import type { OpeningRecord } from './openings.ts';
import type { OrderStatistics } from './order.ts';
import type { PaceRecord } from './pace.ts';
import type { Place } from './place.ts';
import type { Probe } from './probe.ts';
import type { SequentialFindings } from './sequential.ts';

/** Everything counted about the answers that carried one label. */
export interface LabelTally {
  readonly label: string;
  /** Answers with this label, whatever their status. */
  readonly count: number;
  /** Of those, answers with an unexpected status: they count for the split and as failures (STATISTICS 0.2a). */
  readonly failing: number;
  /** Send order (0-based) of the first answer with this label. */
  readonly firstIndex: number;
  /** Answers per HTTP status, or per gRPC status code (0 to 16); `{}` for tcp. */
  readonly statuses: Readonly<Record<string, number>>;
  /** From the time a request was due; in the closed loop that is the time it was sent. */
  readonly latency: LatencyBuckets;
  /** Open loop: the same answers from the time their requests were really sent. Absent in the closed loop, and in tallies saved before it was counted. */
  readonly uncorrected?: LatencyBuckets;
}

/** Log-linear latency counts: bucket index -> count, as `classify/latency.ts` defines the buckets. */
export interface LatencyBuckets {
  readonly counts: Readonly<Record<string, number>>;
  readonly minMs: number;
  readonly maxMs: number;
}

/** Requests that ended without a version: a transport failure, a failing status, or an answer nobody could read a version off. */
export interface FailureTally {
  /** A `TransportFailure`, `status` (unexpected status without a version) or `unclassified` (good status, no version found). */
  readonly kind: string;
  /** HTTP status, or gRPC status code (1 to 16), where there was one, else null. */
  readonly status: number | null;
  readonly count: number;
  /** One example of what was seen, at most 200 characters, control characters escaped. */
  readonly example: string;
}

/** The counts of one run: the saveable, mergeable record between driving and judging. `sent` = labels + failures, always. */
export interface Tally {
  readonly schema: 'weighbridge/tally/v1';
  readonly driver: string;
  readonly target: string;
  readonly probe: Probe | null;
  readonly groupBy: string;
  readonly sent: number;
  /** In the order first seen. The judge decides which labels are versions and which are strangers. */
  readonly labels: readonly LabelTally[];
  readonly failures: readonly FailureTally[];
  readonly connections: { readonly opened: number; readonly fresh: boolean };
  /** First send and last answer, ISO 8601; null for counts that were typed in. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly elapsedMs: number | null;
  /** What became of the rate asked for; absent in the closed loop, and in tallies saved before it was kept. */
  readonly pace?: PaceRecord;
  /** What stood in the way of opening connections; absent when nothing did, and in tallies saved before it was kept. */
  readonly openings?: OpeningRecord;
  /** How the drive ended; null for counts that were typed in. */
  readonly end: string | null;
  /** Why the drive ended early, in the system's words (the last readiness error of `never-ready`); null otherwise. */
  readonly endDetail: string | null;
  /** Order and grouping of the answers, for the diagnostics; null for counts that were typed in. */
  readonly order: OrderStatistics | null;
  /** The rule that was fixed before the first request, so that `judge` repeats what `verify` said. */
  readonly gate: GateHeader | null;
}

/** The expectation as text, saved beside the counts. */
export interface GateHeader {
  readonly name: string;
  /** Always named and in order: `one=80,two=20`. */
  readonly expect: string;
  /** The line of a manifest that each of these weights comes from. Absent when all were typed in, and in tallies saved before it was kept. */
  readonly origins?: readonly (Place | null)[];
  readonly tolerancePoints: number | null;
  readonly significance: number;
  readonly power: number;
  readonly maxFailures: number;
  readonly seed: string;
  readonly method: 'auto' | 'chi2' | 'exact' | 'mc';
  readonly allowUnknown: boolean;
  readonly requirePower: boolean;
  readonly diagnostics: DiagnosticsMode;
  readonly proveItCanFail: boolean;
  /** What this gate got of `significance` beside other gates of its run, so that it can be judged again without them; null when alone. */
  readonly shared: SharedRisk | null;
  /** What early stopping found, one record per merged part; empty for a size that was fixed beforehand. */
  readonly sequential: readonly SequentialFindings[];
  /** What the report said beside the numbers: how names were mapped, which rate and which lab. */
  readonly notes: readonly string[];
}

/** One gate's part of the risk that several gates of a run share (STATISTICS 9). */
export interface SharedRisk {
  /** Level of the verdict, and the level that decided how p was found. */
  readonly significance: number;
  readonly testSignificance: number;
  /** Holm-adjusted p-value among the gates of the run; null for a gate that tested no shares. */
  readonly pHolm: number | null;
}
