import type { DriveEnd, PaceRecord } from '../model/observation.ts';
import { dueMs, type Pace } from './schedule.ts';

/** A request that goes out this much later than it was due is late; timers alone are a millisecond or two behind. */
const PROMPT_MS = 10;

/** Watches an open loop: how long it sends, how far behind its schedule it falls, and why. All times count from the start of the batch. */
export class PaceMeter {
  readonly #pace: Pace;
  /** Every slot was taken when the requests that are late now began to wait. */
  #isHeldUp = false;
  #lastSentMs: number | null = null;
  #sendingMs = 0;
  #behindMs = 0;
  #heldUp = 0;

  /** `pace`: with a rate. */
  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /**
   * Request `index` (0-based) is due and every slot is taken. That is why it waits unless it was late already: after a pause of this very
   * process all slots are soon taken too, by the requests that it did not send in time.
   */
  full(index: number, elapsedMs: number): void {
    if (this.#lateMs(index, elapsedMs) <= PROMPT_MS) this.#isHeldUp = true;
  }

  /** Request `index` goes out. */
  sent(index: number, elapsedMs: number): void {
    const lateMs = this.#lateMs(index, elapsedMs);
    if (lateMs <= PROMPT_MS) this.#isHeldUp = false;
    else if (this.#isHeldUp) this.#heldUp++;
    this.#lastSentMs = elapsedMs;
    this.#behindMs = Math.max(this.#behindMs, lateMs);
  }

  /** Nothing more is sent. */
  ended(reason: DriveEnd['reason'], elapsedMs: number): void {
    this.#sendingMs = this.#sendingTimeMs(reason, elapsedMs);
  }

  /** What became of the rate; null when nothing was sent, or without a rate. */
  record(): PaceRecord | null {
    const { ratePerSecond } = this.#pace;
    if (ratePerSecond === null || this.#lastSentMs === null) return null;
    return { ratePerSecond, sendingMs: this.#sendingMs, behindMs: this.#behindMs, heldUp: this.#heldUp };
  }

  #lateMs(index: number, elapsedMs: number): number {
    return elapsedMs - dueMs(this.#pace, index);
  }

  #sendingTimeMs(reason: DriveEnd['reason'], elapsedMs: number): number {
    const { durationMs, firstDueMs = 0, ratePerSecond } = this.#pace;
    // The last request has its interval like every other: 10 requests at 1 per second take 10 s, although the last is due after 9 s.
    if (reason === 'done') return (this.#lastSentMs ?? 0) - firstDueMs + 1000 / (ratePerSecond ?? Number.POSITIVE_INFINITY);
    // Heard of late when every slot was taken; nothing is sent from that moment on.
    return reason === 'duration' ? (durationMs ?? elapsedMs) : elapsedMs;
  }
}
