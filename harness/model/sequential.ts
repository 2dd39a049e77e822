/** What stopped a run that is looked at after every request (STATISTICS 5.3). `not-stopped`: it ended before the cap without a decision. */
export type SequentialDecision = 'fail' | 'pass' | 'structural' | 'cap' | 'not-stopped';

/** What early stopping found (STATISTICS 5), frozen at the decision: requests that were under way then do not change it. */
export interface SequentialFindings {
  readonly decision: SequentialDecision;
  /** Requests of the finished prefix at the decision, those without a version included; never more than the cap. */
  readonly stopN: number;
  /** Most requests the run could send, fixed beforehand. */
  readonly capRequests: number;
  /** Counts of the active versions at the decision, in the order of the expectation. */
  readonly stopCounts: readonly number[];
  /** Natural logarithm of the e-process at the decision; null after a structural violation, where it is infinite. */
  readonly logE: number | null;
  /** Its largest value over the run, at least 0; the evidence of the shares alone. */
  readonly maxLogE: number;
  /** exp(−maxLogE), 0 after a structural violation: a p-value that is valid however often one looked. */
  readonly pSequential: number;
  /** Smallest log likelihood ratio of the tolerance edges at the decision; null without edges (no tolerance, a single version). */
  readonly llr: number | null;
  /** Confidence band of the active versions' shares at 1 − alpha, valid at whatever moment it is read. */
  readonly band: { readonly lo: readonly number[]; readonly hi: readonly number[] };
}
