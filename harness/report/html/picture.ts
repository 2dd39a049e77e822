/** One version's row in the picture of shares. All but `name` are shares of 0 to 1. */
export interface ShareBar {
  /** Short enough to stand beside its bar. */
  readonly name: string;
  readonly share: number;
  readonly interval: { readonly lo: number; readonly hi: number } | null;
  readonly promised: number;
  /** The observed share in words, written at the end of the bar. */
  readonly text: string;
}

/** One moment of one version in the picture of the run. */
export interface Moment {
  readonly n: number;
  readonly share: number;
  /** Null where no band holds. */
  readonly band: { readonly lo: number; readonly hi: number } | null;
}

/** One version over the run. */
export interface Course {
  readonly promised: number;
  readonly moments: readonly Moment[];
  /** Requests after which the split changed; null: it did not. */
  readonly changeAt: number | null;
}
