import { performance } from 'node:perf_hooks';
import type { WaitRecord } from '../model/openings.ts';
import type { Lack } from './lack.ts';
import { WaitCounter } from './wait-counter.ts';

/** A request that has not left yet, because this machine has nothing to open its connection with. */
export interface Waiter {
  /** It tries now, and `passed` or `keep` says how that ended. */
  goAhead(): void;
}

const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/**
 * Where requests wait until this machine has what their connections need: the first come goes first, so that none waits for ever while
 * others help themselves. When a connection of ours has ended, the next one goes at once. For what others give back the first in line
 * tries from time to time: where a port can only be looked for in vain, looking is expensive.
 */
export class WaitingLine {
  readonly #places = new Map<Waiter, { readonly sinceMs: number; wentMs: number }>();
  readonly #line: Waiter[] = [];
  readonly #counter = new WaitCounter();
  readonly #nowMs: () => number;
  #lack: Lack | null = null;
  #trying: Waiter | null = null;
  #pauseMs = FIRST_PAUSE_MS;
  #timer: NodeJS.Timeout | null = null;
  #givenBack = 0;

  /** `nowMs`: a clock that never goes back. */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** The lack that the requests in line wait for the end of; null when there is no line. */
  get lack(): Lack | null {
    return this.#line.length === 0 ? null : this.#lack;
  }

  /** Puts `waiter` at the end of the line, untried: others were here before. */
  join(waiter: Waiter): void {
    this.#places.set(waiter, { sinceMs: this.#nowMs(), wentMs: 0 });
    this.#line.push(waiter);
  }

  /** `waiter` tried and found `lack`; it keeps its place. */
  keep(waiter: Waiter, lack: Lack): void {
    this.#lack = lack;
    if (this.#places.has(waiter)) this.#line.unshift(waiter);
    else this.join(waiter);
    if (this.#trying === waiter) {
      this.#trying = null;
      this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    }
    this.#timer ??= setTimeout(this.#tryFirst, this.#pauseMs);
  }

  /** Milliseconds since `waiter` came; 0 for one that is not known here. */
  waitedMs(waiter: Waiter): number {
    const place = this.#places.get(waiter);
    return place === undefined ? 0 : this.#nowMs() - place.sinceMs;
  }

  /** The request of `waiter` has ended, and its connection with it: what it waited for that is counted, and the next one may go. */
  passed(waiter: Waiter): void {
    if (this.#places.size === 0) return;
    const place = this.#places.get(waiter);
    if (place !== undefined) {
      this.#places.delete(waiter);
      if (this.#lack !== null) this.#counter.add(this.#lack.what, place.wentMs - place.sinceMs);
    }
    if (this.#line.length === 0) return;
    if (this.#givenBack++ === 0) setImmediate(this.#serve);
  }

  /** `waiter` waits no longer. Gives what it was waiting for, or null when it was not in line. */
  drop(waiter: Waiter): Lack | null {
    this.#places.delete(waiter);
    const at = this.#line.indexOf(waiter);
    if (at === -1) return null;
    this.#line.splice(at, 1);
    if (this.#line.length === 0) this.#rest();
    return this.#lack;
  }

  /** What was waited for, and how long; empty when nothing was. */
  record(): readonly WaitRecord[] {
    return this.#counter.record();
  }

  readonly #serve = (): void => {
    for (; this.#givenBack > 0; this.#givenBack--) this.#letGo();
    this.#givenBack = 0;
    if (this.#line.length === 0) this.#rest();
  };

  readonly #tryFirst = (): void => {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#trying = this.#letGo();
    // Whoever finds nothing says so before that; then there is more, and the next may go.
    if (this.#trying !== null) setImmediate(this.#tryNext);
  };

  readonly #tryNext = (): void => {
    if (this.#trying === null) return;
    this.#pauseMs = FIRST_PAUSE_MS;
    this.#tryFirst();
  };

  #letGo(): Waiter | null {
    const waiter = this.#line.shift() ?? null;
    const place = waiter && this.#places.get(waiter);
    if (waiter === null || place == null) return null;
    place.wentMs = this.#nowMs();
    waiter.goAhead();
    return waiter;
  }

  #rest(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#pauseMs = FIRST_PAUSE_MS;
  }
}
