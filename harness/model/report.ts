import type { GateVerdict, Verdict } from './verdict.ts';

/** Latency of one version's answers in milliseconds; each value is right to 2 %. */
export interface LatencySummary {
  readonly name: string;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** What was sent and what came back, beside the verdict. */
export interface Measurement {
  readonly sent: number;
  readonly groupBy: string;
  readonly connections: { readonly opened: number; readonly fresh: boolean };
  readonly startedAt: string | null;
  readonly elapsedMs: number | null;
  /** How the drive ended (`done`, `duration`, `stopped`, `gave-up`, `never-ready`); null for counts that were typed in. */
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
  readonly latency: readonly LatencySummary[];
}

/**
 * One gate as reported. The fields from `pHolm` to `rho` are those of STATISTICS section 10 that a single fixed-size
 * gate leaves open: one gate needs no correction, nothing was stopped early, and the unit is the request.
 */
export interface GateReport extends GateVerdict {
  readonly name: string;
  readonly exitCode: number;
  readonly target: string;
  readonly pHolm: number | null;
  readonly sequential: null;
  readonly diagnostics: readonly never[];
  readonly nEff: number | null;
  readonly deff: number | null;
  readonly rho: number | null;
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
}
