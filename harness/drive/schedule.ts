/** How many requests are sent and when. */
export interface Pace {
  /** Requests in all, 1 or more. */
  readonly requests: number;
  /** Nothing is sent from this moment on, in milliseconds after the start; null = no limit. */
  readonly durationMs: number | null;
  /** Open loop: requests per second, above zero. Null = closed loop: a request goes out as soon as a slot is free. */
  readonly ratePerSecond: number | null;
  /** Open loop: when the first request is due, in milliseconds after the start; absent: at once. */
  readonly firstDueMs?: number;
}

/**
 * What to do now. `send` a request · `wait` until the next one is due (`waitMs`) · `full`: one is due but every slot is
 * taken, look again after an answer · `done`, `duration`: nothing more is sent.
 */
export type Step = 'send' | 'wait' | 'full' | 'done' | 'duration';

/** The intended send time of request `index` (0-based), in milliseconds after the start; 0 in the closed loop. */
export function dueMs(pace: Pace, index: number): number {
  return pace.ratePerSecond === null ? 0 : (pace.firstDueMs ?? 0) + (index * 1000) / pace.ratePerSecond;
}

/**
 * Decides the next step from how many requests were sent, how long the run lasts and whether a slot is free. In the open
 * loop a request that finds no free slot is late, not dropped: its intended time stays `dueMs`, so the wait shows in its
 * latency.
 */
export function nextStep(pace: Pace, sent: number, elapsedMs: number, slotFree: boolean): Step {
  if (sent >= pace.requests) return 'done';
  if (pace.durationMs !== null && elapsedMs >= pace.durationMs) return 'duration';
  if (dueMs(pace, sent) > elapsedMs) return 'wait';
  return slotFree ? 'send' : 'full';
}

/** After `wait`: milliseconds until the next request is due or the time is up, whichever comes first. */
export function waitMs(pace: Pace, sent: number, elapsedMs: number): number {
  const next = pace.durationMs === null ? dueMs(pace, sent) : Math.min(dueMs(pace, sent), pace.durationMs);
  return Math.max(0, next - elapsedMs);
}
