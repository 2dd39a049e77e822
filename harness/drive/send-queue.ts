/** What waits for its turn to go out. */
export interface Queued {
  goOut(): void;
}

/**
 * Lets requests go out some turns of the event loop after they were asked for, all requests of a turn together: one by one they would wake
 * the target one by one, and between two of them our own work would be done while it sleeps.
 */
export class SendQueue {
  /** By the turn in which they go out, the next one first. */
  readonly #turns: Set<Queued>[];
  /** Those that go out now. */
  #due = new Set<Queued>();
  #isRunning = false;

  /** `turns`: how many turns of the event loop a request waits, at least 1. */
  constructor(turns: number) {
    this.#turns = Array.from({ length: turns }, () => new Set());
  }

  add(request: Queued): void {
    this.#turns.at(-1)?.add(request);
    if (this.#isRunning) return;
    this.#isRunning = true;
    setImmediate(this.#turn);
  }

  /** It was given up, and does not go out. */
  drop(request: Queued): void {
    for (const turn of [this.#due, ...this.#turns]) turn.delete(request);
  }

  readonly #turn = (): void => {
    this.#due = this.#turns.shift() ?? new Set();
    this.#turns.push(new Set());
    this.#isRunning = this.#turns.some((later) => later.size > 0);
    if (this.#isRunning) setImmediate(this.#turn);
    for (const request of this.#due) request.goOut();
  };
}
