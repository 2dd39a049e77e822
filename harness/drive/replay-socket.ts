import { Socket } from 'node:net';

type Written = (error?: Error | null) => void;

/**
 * Hands a connection over to undici in the middle of an answer. undici writes the request again, but it was sent already: it is dropped,
 * and from then on what has come of the answer can be read. From `live` on everything is passed through. A socket without a handle of its
 * own: undici is given what it expects.
 */
export class ReplaySocket extends Socket {
  readonly #socket: Socket;
  readonly #base: Socket;
  /** What undici must not read before it has written: it would take it for an answer that nobody asked for. Null: it has. */
  #early: (Buffer | null)[] | null;
  #isLive = false;
  #hasEnded = false;

  /**
   * `socket`: nobody else writes to it or ends it from now on; what it reads is fed to this one. `base`: the TCP connection, also below
   * TLS. `begun`: what has come of the answer.
   */
  constructor(socket: Socket, base: Socket, begun: Buffer) {
    super();
    this.#socket = socket;
    this.#base = base;
    this.#early = [begun];
    // The connection may break before undici listens.
    this.on('error', () => {});
  }

  /** The request that was sent before is answered: the next one is to be written. */
  live(): void {
    this.#isLive = true;
  }

  /** More of what was read; it is copied. */
  feed(bytes: Buffer): void {
    if (!this.destroyed && !this.#hasEnded) this.#give(Buffer.from(bytes));
  }

  /** The peer ended the connection. */
  ended(): void {
    if (this.destroyed || this.#hasEnded) return;
    this.#hasEnded = true;
    this.#give(null);
  }

  /** The connection is gone. What came before an orderly end is still to be read. */
  gone(): void {
    if (!this.#hasEnded) this.destroy();
  }

  override _read(): void {
    if (this.#early === null) this.#socket.resume();
  }

  override _write(bytes: Buffer | string, encoding: BufferEncoding, written: Written): void {
    if (this.#isLive) {
      this.#socket.write(bytes, encoding, written);
      return;
    }
    const early = this.#early ?? [];
    this.#early = null;
    for (const piece of early) this.#give(piece);
    written();
  }

  override _writev(pieces: readonly { chunk: Buffer | string; encoding: BufferEncoding }[], written: Written): void {
    const bytes = pieces.map(({ chunk, encoding }) => (typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk));
    this._write(Buffer.concat(bytes), 'latin1', written);
  }

  override _final(ended: Written): void {
    ended();
  }

  override _destroy(error: Error | null, destroyed: Written): void {
    this.#base.destroy(error ?? undefined);
    super._destroy(error, destroyed);
  }

  #give(piece: Buffer | null): void {
    if (this.#early !== null) this.#early.push(piece);
    else if (!this.push(piece) && piece !== null) this.#socket.pause();
  }
}
