/** The calls under way on the gRPC port. */
export class GrpcCalls {
  readonly #open = new Set<object>();
  #waiting: { readonly on: Set<object>; readonly done: () => void }[] = [];

  /** Calls under way. */
  get openCount(): number {
    return this.#open.size;
  }

  begin(call: object): void {
    this.#open.add(call);
  }

  end(call: object): void {
    this.#open.delete(call);
    for (const { on, done } of this.#waiting) if (on.delete(call) && on.size === 0) done();
    this.#waiting = this.#waiting.filter(({ on }) => on.size > 0);
  }

  /** Resolves when every call that is under way now is over; later ones are not waited for. */
  settled(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ on: new Set(this.#open), done }));
  }
}
