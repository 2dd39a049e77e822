import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/** The clock that waiting goes by; tests pass their own. */
export interface EvidenceClock {
  /** Milliseconds on a clock that never goes back. */
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

export const REAL_CLOCK: EvidenceClock = { nowMs: () => performance.now(), wait: (ms) => pause(ms) };

/** So long nothing new must come before the log counts as complete. */
export const QUIET_MS = 2_000;
export const LONGEST_WAIT_MS = 60_000;
const POLL_MS = 100;

/**
 * Reads until `changes` has stood still for 2 s: copies are sent beside the request, and their log lines come when they come.
 *
 * @returns false when after 60 s there was still something new
 */
export async function waitUntilQuiet(
  readMore: () => Promise<void>,
  changes: () => number,
  { nowMs, wait }: EvidenceClock,
): Promise<boolean> {
  const startMs = nowMs();
  let quietSinceMs = startMs;
  for (let known = -1; ; ) {
    await readMore();
    const now = nowMs();
    if (changes() !== known) {
      // The first look is at what the run has left, however late it comes.
      quietSinceMs = known === -1 ? startMs : now;
      known = changes();
    }
    if (now - quietSinceMs >= QUIET_MS) return true;
    if (now - startMs >= LONGEST_WAIT_MS) return false;
    await wait(POLL_MS);
  }
}
