import { performance } from 'node:perf_hooks';
import { timerMs } from './timer-range.ts';

/**
 * A time limit for one request after the other. One timer runs on through all of them, and looks at the time when it fires: to start it
 * again for each request would be a fiftieth of what a TCP request costs.
 */
export class TimeLimit {
  readonly #limitMs: number;
  readonly #onUp: () => void;
  #timer: NodeJS.Timeout | null = null;
  #sinceMs = 0;
  #isOn = false;
  /** Tells the requests apart. */
  #turn = 0;

  /** `onUp` is called when `limitMs` have gone by since the last `start` and nothing was stopped meanwhile. */
  constructor(limitMs: number, onUp: () => void) {
    this.#limitMs = limitMs;
    this.#onUp = onUp;
  }

  /** The time counts from now. */
  start(): void {
    this.#turn++;
    this.#isOn = true;
    this.#sinceMs = performance.now();
    this.#timer ??= setTimeout(this.#look, timerMs(this.#limitMs));
  }

  /** The request has ended. */
  stop(): void {
    this.#isOn = false;
  }

  /** No timer is left behind. */
  close(): void {
    this.#isOn = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  readonly #look = (): void => {
    this.#timer = null;
    if (!this.#isOn) return;
    // Timers may be early by the part of a millisecond that they cannot see.
    const leftMs = Math.ceil(this.#sinceMs + this.#limitMs - performance.now());
    if (leftMs > 0) this.#timer = setTimeout(this.#look, timerMs(leftMs));
    else this.#end();
  };

  #end(): void {
    const turn = this.#turn;
    // Timers run before sockets are read: after a busy moment the answer may be waiting already, and it goes first.
    setImmediate(() => {
      if (this.#isOn && this.#turn === turn) this.#onUp();
    });
  }
}
