import type { DriveEnd } from '../model/observation.ts';
import type { PaceRecord } from '../model/pace.ts';
import { dueMs, type Pace } from './schedule.ts';

/** A request that goes out this much later than it was due is in time: timers alone are a millisecond or two behind. */
const PROMPT_MS = 10;

/**
 * Watches an open loop: how long it sends, how far behind its schedule it falls, and why. Why is asked only where it falls further behind:
 * after a pause of this very process all slots are soon taken too, by the requests that it did not send in time.
 * All times count from the start of the batch.
 */
export class PaceMeter {
  readonly #pace: Pace;
  #isFull = false;
  /** Requests sent, and when the last of them was. */
  #count = 0;
  #lastSentMs = 0;
  /** How late the last request was, beyond what is in time. */
  #lateMs = 0;
  #sendingMs = 0;
  #behindMs = 0;
  #heldUpMs = 0;
  #busyMs = 0;

  /** `pace`: with a rate. */
  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** The next request is due and has to wait for an answer. */
  full(): void {
    this.#isFull = true;
  }

  /** The next request goes out. */
  sent(elapsedMs: number): void {
    this.#follow(elapsedMs);
    this.#count++;
    this.#lastSentMs = elapsedMs;
    this.#isFull = false;
  }

  /** Nothing more is sent. */
  ended(reason: DriveEnd['reason'], elapsedMs: number): void {
    const { durationMs, firstDueMs = 0, ratePerSecond } = this.#pace;
    if (reason === 'done') {
      // The last request has its interval like every other: 10 requests at 1 per second take 10 s, although the last is due after 9 s.
      this.#sendingMs = this.#lastSentMs - firstDueMs + 1000 / (ratePerSecond ?? Number.POSITIVE_INFINITY);
      return;
    }
    // Heard of late when every slot was taken; nothing is sent from that moment on.
    this.#sendingMs = reason === 'duration' ? (durationMs ?? elapsedMs) : elapsedMs;
    // The next request will not go out; until now it was late like any other.
    this.#follow(this.#sendingMs);
  }

  /** What became of the rate; null when nothing was sent, or without a rate. */
  record(): PaceRecord | null {
    const { ratePerSecond } = this.#pace;
    if (ratePerSecond === null || this.#count === 0) return null;
    return {
      ratePerSecond,
      sendingMs: this.#sendingMs,
      behindMs: this.#behindMs,
      heldUpMs: this.#heldUpMs,
      busyMs: this.#busyMs,
    };
  }

  #follow(elapsedMs: number): void {
    const behindMs = elapsedMs - dueMs(this.#pace, this.#count);
    const lateMs = Math.max(0, behindMs - PROMPT_MS);
    const grownMs = Math.max(0, lateMs - this.#lateMs);
    if (this.#isFull) this.#heldUpMs += grownMs;
    else this.#busyMs += grownMs;
    this.#lateMs = lateMs;
    this.#behindMs = Math.max(this.#behindMs, behindMs);
  }
}
