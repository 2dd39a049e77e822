import type { ConnectionComparison } from './connection-comparison.ts';
import type { NegativeControl } from './negative-control.ts';
import type { Place } from './place.ts';
import type { GateVerdict, Verdict } from './verdict.ts';

/** Latency of one version's answers in milliseconds; each value is right to 2 %, the maximum exact. */
export interface LatencySummary {
  readonly name: string;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

/** What `--rate` asked for and what came of it. */
export interface PaceSummary {
  readonly askedPerSecond: number;
  readonly sentPerSecond: number;
  /** How long requests were sent. */
  readonly sendingMs: number;
  /** The furthest behind the rate: the longest that a request waited to be sent after it was due. */
  readonly behindMs: number;
  /** Time by which sending fell behind while it had to wait for answers, all such times added up. */
  readonly heldUpMs: number;
  /** The same while this machine did not come to send. */
  readonly busyMs: number;
}

/** What was sent and what came back, beside the verdict. */
export interface Measurement {
  readonly sent: number;
  readonly groupBy: string;
  readonly connections: { readonly opened: number; readonly fresh: boolean };
  readonly startedAt: string | null;
  readonly elapsedMs: number | null;
  /** How the drive ended (`done`, `duration`, `decided`, `stopped`, `gave-up`, `lab-ended`, `never-ready`); null for counts that were typed in. */
  readonly end: string | null;
  readonly endDetail: string | null;
  /** Answers per version and HTTP status. */
  readonly statuses: readonly { readonly name: string; readonly status: string; readonly count: number }[];
  /** Requests without a version, by kind. */
  readonly failures: readonly {
    readonly kind: string;
    readonly status: number | null;
    readonly count: number;
    readonly example: string;
  }[];
  /** From the time a request was due; without a rate that is the time it was sent. */
  readonly latency: readonly LatencySummary[];
  /** The same answers from the time their requests were really sent; empty without a rate. */
  readonly uncorrectedLatency: readonly LatencySummary[];
  /** Null without a rate. */
  readonly pace: PaceSummary | null;
}

/** The shares among the first `n` requests of a run. Arrays are aligned with `weights`; null: of weight zero, or its order was not kept. */
export interface SharesSoFar {
  /** Requests answered by versions with a weight above zero. */
  readonly n: number;
  /** Milliseconds from the start of the run to the send of the last of them. */
  readonly atMs: number;
  readonly shares: readonly (number | null)[];
  /**
   * A band that holds at every moment of the run at once, with probability 1 − `judgedAt` (STATISTICS 5.2). Null too where requests are
   * not decided one by one (`unit`, `deff`): no band for requests holds then.
   */
  readonly lo: readonly (number | null)[];
  readonly hi: readonly (number | null)[];
}

/**
 * One gate as reported. `pHolm` is a field of STATISTICS section 10 that a single gate leaves open: it needs no correction.
 */
export interface GateReport extends GateVerdict {
  readonly name: string;
  readonly exitCode: number;
  readonly target: string;
  /** Level of the verdict: alpha, or this gate's part of it beside others (STATISTICS 9). Intervals and messages are at this level. */
  readonly judgedAt: number;
  /** Holm-adjusted p-value among the gates of the run; null for a gate that tested no shares. */
  readonly pHolm: number | null;
  /** The line of a manifest that each weight comes from; null for weights that were typed in or counted from endpoints. */
  readonly origins: readonly (Place | null)[];
  /** How the shares came about, at most 60 points; empty for counts without an order. */
  readonly overTime: readonly SharesSoFar[];
  /** What `--prove-it-can-fail` found; null without it. */
  readonly control: NegativeControl | null;
  /** What a person must know to read the numbers: how names were mapped, which rate was used, which seed. */
  readonly notes: readonly string[];
  readonly measurement: Measurement;
}

/** The whole run. */
export interface Report {
  readonly schema: 'weighbridge/report/v1';
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly gates: readonly GateReport[];
  /** With `--compare-connections`: the first gate has new connections and decides, the second has kept ones. Otherwise null. */
  readonly comparison: ConnectionComparison | null;
}
