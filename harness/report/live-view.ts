/** What is known of a version while requests are still sent. Shares are 0 to 1. */
export interface LiveVersion {
  readonly name: string;
  /** Null as long as nobody can say which weight is its own. */
  readonly expected: number | null;
  /** Null before the first answer that counts for a share. */
  readonly share: number | null;
  /** A band that holds at whatever moment it is read, or null where there is none (weight zero, nothing expected). */
  readonly band: { readonly lo: number; readonly hi: number } | null;
}

/** A run that goes on, as far as a person may look at it. Nothing here is judged. */
export interface LiveView {
  /** `gate 2 of 5: shop`; null for a run of one gate. */
  readonly gate: string | null;
  readonly target: string;
  readonly phase: 'waiting' | 'warming' | 'counting';
  /** Time in this phase, in milliseconds. */
  readonly elapsedMs: number;
  /** Longest wait for the first answer, in milliseconds; 0 = nobody waits for one. */
  readonly readyTimeoutMs: number;
  readonly warmupRequests: number;
  /** Warm-up requests that are over; null = not told. */
  readonly warmed: number | null;
  readonly answered: number;
  readonly failed: number;
  readonly underWay: number;
  /** Requests of the whole run; null = as many as the duration allows. */
  readonly requests: number | null;
  /** True: the run may end before that, because it knows enough. */
  readonly mayStopEarly: boolean;
  readonly durationMs: number | null;
  /** Requests that ended per second, over the last second; null = too early to say. */
  readonly perSecond: number | null;
  /** Time until the run ends by its own limits, in milliseconds; null = too early to say. */
  readonly leftMs: number | null;
  /** At most as many as fit a screen, in the order of the expectation. */
  readonly versions: readonly LiveVersion[];
  /** Versions beyond these. */
  readonly moreVersions: number;
  /** Answers of versions that nobody expected. */
  readonly strangers: { readonly names: number; readonly answers: number; readonly share: number };
  /** 1 − the risk of the bands; null without bands. */
  readonly confidence: number | null;
  /** What a run that stops by itself has found, over its finished prefix: ln of the e-value now, and the smallest p so far. */
  readonly evidence: { readonly lnE: number | null; readonly p: number; readonly log10P: number } | null;
}
