import type { Diagnostic, SplitChange, Unit } from './diagnosis.ts';
import type { SequentialFindings } from './sequential.ts';

export type Verdict = 'PASS' | 'FAIL' | 'INCONCLUSIVE';

/** Why. One closed list; STATISTICS sections 0.2, 0.2a, 1.2, 1.9, 3.1, 3.2 and 6.6. */
export type Reason =
  | 'not-significant'
  | 'within-tolerance'
  | 'within-tolerance-although-different'
  | 'leak-bound'
  | 'significant'
  | 'significant-and-beyond-tolerance'
  | 'structural'
  | 'failures'
  | 'no-data'
  | 'vacuous'
  | 'unattributed'
  | 'could-not-measure'
  | 'low-power'
  | 'different-but-unclear-if-beyond-tolerance'
  | 'not-enough-data'
  | 'split-changed'
  | 'shards-disagree'
  | 'unit-changed'
  | 'cannot-fail';

/** A stable id and a sentence (STATISTICS section 10). */
export interface Message {
  readonly id: string;
  readonly text: string;
}

/** One hit that no statistics can excuse: a zero-weight version or a stranger that answered. */
export interface Violation {
  readonly name: string;
  readonly count: number;
  /** Share of all requests, 0 to 1. */
  readonly share: number;
  /** Send order (0-based) of the first such answer; null when it is not known. */
  readonly firstIndex: number | null;
}

/**
 * Everything the judge found, with the field names of STATISTICS section 10. Arrays are aligned with `weights`
 * (every version of the expectation, zero-weight ones included); an entry is null where the quantity is not defined.
 * p-values are null before there are data; the log10 twin tells values that a double cannot hold.
 */
export interface GateVerdict {
  readonly verdict: Verdict;
  readonly reason: Reason;
  /** The reason as one sentence for a person. */
  readonly message: string;
  readonly messages: readonly Message[];
  readonly alpha: number;
  readonly beta: number;
  readonly deltaPp: number | null;
  /** Requests answered by versions with a weight above zero. */
  readonly n: number;
  readonly nAll: number;
  readonly unattributed: number;
  /** Unattributed requests plus answers of a version with an unexpected status. */
  readonly failing: number;
  readonly weights: readonly { readonly name: string; readonly weight: string; readonly p: number }[];
  readonly counts: readonly number[];
  /** Count / n; null for zero-weight versions and without data. */
  readonly shares: readonly (number | null)[];
  readonly expected: readonly number[];
  readonly residuals: readonly (number | null)[];
  readonly chi2: number | null;
  readonly df: number;
  readonly pChi2: number | null;
  readonly log10PChi2: number | null;
  /** How `p`, the decision p-value, was found. */
  readonly method: 'chi2' | 'exact' | 'mc' | 'structural' | 'sequential';
  readonly p: number | null;
  readonly log10P: number | null;
  readonly pExact: number | null;
  readonly pExactChi2Order: number | null;
  readonly g: number | null;
  readonly pG: number | null;
  readonly cohenW: number | null;
  readonly cohenWAdjusted: number | null;
  readonly tv: number | null;
  readonly maxDevPp: number | null;
  readonly ci: {
    readonly method: 'clopper-pearson' | 'goodman';
    readonly lo: readonly (number | null)[];
    readonly hi: readonly (number | null)[];
  };
  /** Minimum detectable shift per version in points (STATISTICS 4.2). */
  readonly mdsPp: readonly (number | null)[];
  /** Requests that would settle the question (STATISTICS 3.3, 4.3). */
  readonly nPlan: number;
  readonly pEquiv: number | null;
  readonly effectiveDeltaPp: readonly (number | null)[] | null;
  readonly structural: {
    readonly violations: readonly Violation[];
    readonly unknown: readonly Violation[];
    /** One-sided upper bound on an unseen leak at 1 − beta; null when there were hits or no requests. */
    readonly leakUpper: number | null;
  };
  /**
   * What was tested. `counts`, `shares`, `expected` and `n` always count requests; with another unit the tests, intervals, effect sizes
   * and `mdsPp` rest on `nEff` independent decisions.
   */
  readonly unit: Unit;
  /** Independent decisions behind the verdict: `n`, one vote per connection or client, or n / deff. */
  readonly nEff: number;
  /** Design effect and intraclass correlation of the connections (of the clients, if they are the unit); null without groups to compare. */
  readonly deff: number | null;
  readonly rho: number | null;
  /** The tests of STATISTICS 6.3 that could be computed. */
  readonly diagnostics: readonly Diagnostic[];
  readonly change: SplitChange | null;
  /** What early stopping found; null in a run whose size was fixed beforehand. `p` is then its `pSequential`, of the shares alone. */
  readonly sequential: SequentialFindings | null;
  readonly seed: string | null;
  readonly replicates: number | null;
  /** Monte Carlo only: 99 % Clopper–Pearson interval of p. */
  readonly pInterval: readonly [number, number] | null;
}
