/** The failures since the last answer. */
export interface Streak {
  readonly failures: number;
  /** When the streak began, by the driver's clock in milliseconds; null while there is no failure. */
  readonly sinceMs: number | null;
  /** When the last answer came; null before the first one. */
  readonly answeredMs: number | null;
}

/** When a streak is long enough to give up. */
export interface Patience {
  readonly durationMs: number;
  readonly failures: number;
}

export const NO_STREAK: Streak = { failures: 0, sinceMs: null, answeredMs: null };

const PATIENCE_MS = 5_000;
const MOST_FAILURES = 10;

/**
 * How long a streak the driver bears: 5 s without one answer (STATISTICS 0.2a), and never less than one whole time-out.
 * The number of failures keeps one slow request from ending a run; it is never more than an open loop sends in that time.
 */
export function patienceOf(connections: number, timeoutMs: number, ratePerSecond: number | null): Patience {
  const durationMs = Math.max(PATIENCE_MS, timeoutMs);
  const sentMeanwhile = ratePerSecond === null ? MOST_FAILURES : Math.floor((ratePerSecond * durationMs) / 1000);
  return { durationMs, failures: Math.max(2, Math.min(connections, MOST_FAILURES, sentMeanwhile)) };
}

/** The streak after a request that was sent at `sentMs` failed. */
export function afterFailure(streak: Streak, sentMs: number): Streak {
  // A request that was already under way when the last answer came says nothing about the time before that answer.
  const sinceMs = streak.sinceMs ?? Math.max(sentMs, streak.answeredMs ?? sentMs);
  return { failures: streak.failures + 1, sinceMs, answeredMs: streak.answeredMs };
}

/** The streak after an answer of any status: over. */
export function afterAnswer(nowMs: number): Streak {
  return { failures: 0, sinceMs: null, answeredMs: nowMs };
}

/** True when nothing but failures came for so long that going on is pointless. */
export function isHopeless(streak: Streak, patience: Patience, nowMs: number): boolean {
  return streak.sinceMs !== null && streak.failures >= patience.failures && nowMs - streak.sinceMs >= patience.durationMs;
}
