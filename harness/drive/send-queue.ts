/** What waits for its turn to be written. */
export interface Queued {
  write(): void;
}

/**
 * Writes requests to connections that were used before, two turns of the event loop after they were asked for. By then a server that
 * ended the connection right after its answer, or before, has been heard: the request moves to a new one instead of being lost. All
 * requests of a turn are written together, which costs less than one by one.
 */
export class SendQueue {
  #new: Queued[] = [];
  #old: Queued[] = [];
  #isRunning = false;

  add(request: Queued): void {
    this.#new.push(request);
    if (this.#isRunning) return;
    this.#isRunning = true;
    setImmediate(this.#turn);
  }

  readonly #turn = (): void => {
    const due = this.#old;
    this.#old = this.#new;
    this.#new = [];
    this.#isRunning = this.#old.length > 0;
    if (this.#isRunning) setImmediate(this.#turn);
    for (const request of due) request.write();
  };
}
