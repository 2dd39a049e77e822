import type { Http2Connection } from './http2-connection.ts';

/** The place of one connection at a time, which its lanes share: the next one is opened when the last cannot be used any more. */
export class Http2Berth {
  readonly #open: () => Http2Connection;
  readonly #users = new Set<object>();
  #current: Http2Connection | null = null;

  constructor(open: () => Http2Connection) {
    this.#open = open;
  }

  /** The connection for the next request of `user`. */
  take(user: object): Http2Connection {
    this.#users.add(user);
    if (this.#current?.isUsable === true) return this.#current;
    this.#current?.retire();
    this.#current = this.#open();
    return this.#current;
  }

  /** Gives `connection` no more requests; what is under way on it goes on. */
  giveUp(connection: Http2Connection): void {
    if (this.#current === connection) this.#current = null;
    connection.retire();
  }

  /** `user` wants nothing any more, until it takes again. Without users the connection is closed. */
  leave(user: object): void {
    this.#users.delete(user);
    if (this.#users.size > 0) return;
    this.#current?.close();
    this.#current = null;
  }
}
