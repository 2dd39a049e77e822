/** The tests of STATISTICS 6.3, by their ids. */
export type DiagnosticId = 'UNDER' | 'DRIFT' | 'CUSUM' | 'START' | 'CONN' | 'CLIENT' | 'SHARD' | 'SERIAL';

/** One diagnostic that could be computed. */
export interface Diagnostic {
  readonly id: DiagnosticId;
  /** T/E of a group test, D of CUSUM, the length of the opening run, the largest |z| of SERIAL. */
  readonly stat: number;
  readonly p: number;
  readonly log10P: number;
  readonly pHolm: number;
  /** pHolm < 0.001 and the test's own guard holds. */
  readonly fired: boolean;
}

/** What is tested when routing is not decided per request. */
export type Unit = 'request' | 'connection' | 'client';

/**
 * How `--diagnostics` treats findings: `on` makes a PASS that they contradict INCONCLUSIVE, `warn` tells and keeps the PASS, `off`
 * computes none. With `on` and `warn` alike routing that is not decided per request changes the unit: requests that are not
 * independent cannot be tested as if they were.
 */
export type DiagnosticsMode = 'on' | 'warn' | 'off';

/** Where and how the split changed, when DRIFT, CUSUM or START says that it did. Arrays are aligned with `weights`. */
export interface SplitChange {
  /** Requests sent up to the change, counted in its stream. */
  readonly afterRequest: number;
  /** Milliseconds from the start of the run to that request. */
  readonly atMs: number;
  /** Shares before and after it; null for versions of weight zero and for versions whose order was not kept. */
  readonly before: readonly (number | null)[];
  readonly after: readonly (number | null)[];
  /** Intervals of the shares at 1 − alpha. */
  readonly beforeCi: { readonly lo: readonly (number | null)[]; readonly hi: readonly (number | null)[] };
  readonly afterCi: { readonly lo: readonly (number | null)[]; readonly hi: readonly (number | null)[] };
  /** Would the part before, or after, fit the weights? Information only: the parts were chosen by looking. Null when not known. */
  readonly pBefore: number | null;
  readonly pAfter: number | null;
}
