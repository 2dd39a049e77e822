/** The tests of STATISTICS 6.3, by their ids. */
export type DiagnosticId = 'UNDER' | 'DRIFT' | 'CUSUM' | 'START' | 'CONN' | 'CLIENT' | 'SHARD' | 'SERIAL';

/** One diagnostic that could be computed. */
export interface Diagnostic {
  readonly id: DiagnosticId;
  /** The statistic of the test, for example T/E of a group test or the largest |z|. */
  readonly stat: number;
  readonly p: number;
  readonly log10P: number;
  readonly pHolm: number;
  /** pHolm < 0.001 and the test's own guard holds. */
  readonly fired: boolean;
}

/** What is tested when routing is not decided per request. */
export type Unit = 'request' | 'connection' | 'client';

/** How `--diagnostics` treats findings: `on` demotes a PASS that they contradict, `warn` only tells, `off` computes none. */
export type DiagnosticsMode = 'on' | 'warn' | 'off';

/** What early stopping found (STATISTICS 5); null in a fixed-size run. */
export interface SequentialFindings {
  /** Requests of the finished prefix at the decision; the cap when it was reached without one. */
  readonly stopN: number;
  /** Counts of the active versions at the decision. */
  readonly stopCounts: readonly number[];
  /** Natural logarithm of the e-process at the decision, and its largest value so far. */
  readonly logE: number;
  readonly maxLogE: number;
  /** exp(−maxLogE), at most 1: valid however often one looked. */
  readonly pSequential: number;
  /** Smallest log likelihood ratio of the tolerance edges at the decision; null without a tolerance. */
  readonly llr: number | null;
  /** What stopped it. */
  readonly decision: 'fail' | 'pass' | 'structural' | 'cap' | 'not-stopped';
  /** Anytime-valid confidence band per active version at the decision. */
  readonly band: { readonly lo: readonly number[]; readonly hi: readonly number[] };
}
