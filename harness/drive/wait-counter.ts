import type { Scarce, WaitRecord } from '../model/openings.ts';

/** Adds up how long requests waited for what their own machine lacked. */
export class WaitCounter {
  readonly #waits = new Map<Scarce, WaitRecord>();

  /** One request waited `waitedMs` for `what` and then got it. */
  add(what: Scarce, waitedMs: number): void {
    const { requests, totalMs, longestMs } = this.#waits.get(what) ?? { requests: 0, totalMs: 0, longestMs: 0 };
    this.#waits.set(what, {
      what,
      requests: requests + 1,
      totalMs: totalMs + waitedMs,
      longestMs: Math.max(longestMs, waitedMs),
    });
  }

  /** One record for each thing that was waited for. */
  record(): readonly WaitRecord[] {
    return [...this.#waits.values()];
  }
}
