import type { DriveEnd, PaceRecord } from '../model/observation.ts';
import { dueMs, type Pace } from './schedule.ts';

/** Watches an open loop: how long it sends, how far behind its schedule it falls, and why. All times count from the start of the batch. */
export class PaceMeter {
  readonly #pace: Pace;
  #isFull = false;
  #lastSentMs: number | null = null;
  #sendingMs = 0;
  #behindMs = 0;
  #heldUp = 0;

  /** `pace`: with a rate. */
  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** A request is due and every slot is taken. */
  full(): void {
    this.#isFull = true;
  }

  /** Request `index` (0-based) goes out. */
  sent(index: number, elapsedMs: number): void {
    if (this.#isFull) this.#heldUp++;
    this.#isFull = false;
    this.#lastSentMs = elapsedMs;
    this.#behindMs = Math.max(this.#behindMs, elapsedMs - dueMs(this.#pace, index));
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

  #sendingTimeMs(reason: DriveEnd['reason'], elapsedMs: number): number {
    const { durationMs, firstDueMs = 0, ratePerSecond } = this.#pace;
    // The last request has its interval like every other: 10 requests at 1 per second take 10 s, although the last is due after 9 s.
    if (reason === 'done') return (this.#lastSentMs ?? 0) - firstDueMs + 1000 / (ratePerSecond ?? Number.POSITIVE_INFINITY);
    // Heard of late when every slot was taken; nothing is sent from that moment on.
    return reason === 'duration' ? (durationMs ?? elapsedMs) : elapsedMs;
  }
}
