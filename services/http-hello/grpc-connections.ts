import type { Socket } from 'node:net';
import { clearTimeout, setTimeout } from 'node:timers';

/** Bytes of the words that every HTTP/2 client begins with (RFC 9113 3.4). */
const PREFACE_BYTES = 24;

/** The connections to the gRPC port. */
export class GrpcConnections {
  readonly #all = new Set<Socket>();
  readonly #firstBytesMs: number;
  #acceptedCount = 0;
  #onEmpty: (() => void) | null = null;

  /** `firstBytesMs`: how long a client may take to say that it speaks HTTP/2, in milliseconds. */
  constructor(firstBytesMs: number) {
    this.#firstBytesMs = firstBytesMs;
  }

  /** Connections accepted so far. */
  get acceptedCount(): number {
    return this.#acceptedCount;
  }

  /** Connections open at present. */
  get openCount(): number {
    return this.#all.size;
  }

  add(socket: Socket): void {
    this.#acceptedCount += 1;
    this.#all.add(socket);
    // Nobody else watches a client that connects and says nothing.
    const firstBytes = setTimeout(() => {
      if (socket.bytesRead < PREFACE_BYTES) socket.destroy();
    }, this.#firstBytesMs);
    socket.once('close', () => {
      clearTimeout(firstBytes);
      this.#all.delete(socket);
      if (this.#all.size === 0) this.#onEmpty?.();
    });
  }

  /** Resolves when every connection is closed, or after `limitMs` milliseconds. */
  async closed(limitMs: number): Promise<void> {
    if (this.#all.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Closes every connection, whatever is under way. */
  closeAll(): void {
    for (const socket of this.#all) socket.destroy();
  }
}
