/**
 * A deliberately wrong expectation, judged on the same tally by the same test (`--prove-it-can-fail`): a PASS is worth
 * something only if this one FAILs.
 */
export interface NegativeControl {
  /** The wrong shares, in the order of the gate's weights; a version that nobody named stands last when one was needed. */
  readonly weights: readonly { readonly name: string; readonly p: number }[];
  /** Which version lost how many percentage points to which. */
  readonly from: string;
  readonly to: string;
  readonly movedPp: number;
  /** True: the wrong expectation was a FAIL, as it must be. */
  readonly failed: boolean;
  /** The p-value of the wrong expectation; null without data. */
  readonly p: number | null;
  readonly log10P: number | null;
  /** Requests at which it fails with the gate's power, if the gateway is exactly right. */
  readonly nNeeded: number;
}
