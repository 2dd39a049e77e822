import type { DriveCounters } from '../drive/control.ts';
import type { Counters } from './live-run.ts';

const PHASES = ['waiting', 'warming', 'counting'] as const;
/** Numbers per thread, in this order: phase, sent, answered, failed, under way, time of the last answer, warm-up requests that are over. */
const WIDTH = 7;
const BYTES_PER_THREAD = WIDTH * Float64Array.BYTES_PER_ELEMENT;

/** Room for the counters of so many threads, which all of them see. */
export function sharedCounters(threads: number): SharedArrayBuffer {
  return new SharedArrayBuffer(threads * BYTES_PER_THREAD);
}

/** The counters of one thread, kept where others can read them. Each thread writes its own only, so nothing needs a lock. */
export class ThreadCounters implements DriveCounters {
  /** Doubles, because 32 bits do not hold the requests of a long run. */
  readonly #numbers: Float64Array;
  readonly #nowMs: () => number;

  /** `nowMs`: the clock that all threads share. */
  constructor(shared: SharedArrayBuffer, thread: number, nowMs: () => number = () => 0) {
    this.#nowMs = nowMs;
    this.#numbers = new Float64Array(shared, thread * BYTES_PER_THREAD, WIDTH);
  }

  get phase(): DriveCounters['phase'] {
    return PHASES[this.#numbers[0] ?? 0] ?? 'waiting';
  }
  set phase(phase: DriveCounters['phase']) {
    this.#numbers[0] = PHASES.indexOf(phase);
  }

  get sent(): number {
    return this.#numbers[1] ?? 0;
  }
  set sent(count: number) {
    this.#numbers[1] = count;
  }

  get answered(): number {
    return this.#numbers[2] ?? 0;
  }
  set answered(count: number) {
    this.#numbers[2] = count;
    this.#numbers[5] = this.#nowMs();
  }

  /** When the last counted answer came; 0 before the first one. */
  get answeredMs(): number {
    return this.#numbers[5] ?? 0;
  }

  get failed(): number {
    return this.#numbers[3] ?? 0;
  }
  set failed(count: number) {
    this.#numbers[3] = count;
  }

  get underWay(): number {
    return this.#numbers[4] ?? 0;
  }
  set underWay(count: number) {
    this.#numbers[4] = count;
  }

  get warmed(): number {
    return this.#numbers[6] ?? 0;
  }
  set warmed(count: number) {
    this.#numbers[6] = count;
  }
}

/** When any of the threads got its last counted answer; 0 before the first one. */
export function lastAnswerMs(shared: SharedArrayBuffer): number {
  return Math.max(...threadsOf(shared).map(({ answeredMs }) => answeredMs));
}

/** All threads together, read anew at each look; the run is as far as the thread that is farthest. */
export function totalCounters(shared: SharedArrayBuffer): Counters {
  const threads = threadsOf(shared);
  const total = (count: 'sent' | 'answered' | 'failed' | 'warmed'): number =>
    threads.reduce((sum, thread) => sum + thread[count], 0);
  return {
    get phase() {
      return PHASES.findLast((phase) => threads.some((thread) => thread.phase === phase)) ?? 'waiting';
    },
    get sent() {
      return total('sent');
    },
    get answered() {
      return total('answered');
    },
    get failed() {
      return total('failed');
    },
    get warmed() {
      return total('warmed');
    },
  };
}

function threadsOf(shared: SharedArrayBuffer): readonly ThreadCounters[] {
  const length = shared.byteLength / BYTES_PER_THREAD;
  return Array.from({ length }, (_, thread) => new ThreadCounters(shared, thread));
}
