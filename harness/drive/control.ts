/** What the caller may read at any time while a drive runs. Counted requests only, but for `warmed`; sent = answered + failed + under way. */
export interface DriveCounters {
  phase: 'waiting' | 'warming' | 'counting';
  /** Warm-up requests that are over, answered or not. */
  warmed: number;
  sent: number;
  answered: number;
  failed: number;
  underWay: number;
}

/** What a drive takes from its surroundings. */
export interface DriveControl {
  /**
   * Aborted: nothing more is sent; what is under way gets up to a second (never more than the time-out) to finish, then
   * each unfinished request is handed over as a failure of kind `interrupted`.
   */
  readonly signal: AbortSignal;
  /**
   * Aborted: nothing more is sent, and what is under way is waited for like in any other run, up to its time-out. The gentle
   * way to end a run whose question is answered: cutting off the slow requests would bias what was counted.
   */
  readonly stopSending?: AbortSignal;
  /**
   * Asked before each request; true: it waits until another outcome was handed over. Not heeded while nothing is under way,
   * because then there would be no outcome to wait for.
   */
  readonly mustPause?: () => boolean;
  /** Awaited between the warm-up and the first counted request, so that several drivers of one run begin to count together. */
  readonly beforeCounting?: () => Promise<void>;
  /**
   * Asked when nothing but failures came for so long that the target seems hopeless; false: another driver of the run still gets answers,
   * so this one goes on, and asks again after its next failure.
   */
  readonly mayGiveUp?: () => boolean;
  /** A clock that never goes back, in milliseconds, with fractions. */
  readonly nowMs: () => number;
  /** Kept up to date by the driver. */
  readonly counters?: DriveCounters;
}

/** Counters at rest, for `DriveControl`. */
export function newCounters(): DriveCounters {
  return { phase: 'waiting', warmed: 0, sent: 0, answered: 0, failed: 0, underWay: 0 };
}
