import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** A raw TCP client that collects what it is sent and does nothing else by itself. */
export class Peer implements Disposable {
  readonly socket: Socket;
  /** Resolves with everything received when the other side has sent FIN; rejects on a reset. */
  readonly all: Promise<string>;
  readonly #chunks: Buffer[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => this.#chunks.push(chunk));
    this.all = once(socket, 'end').then(() => this.received);
    // A test that does not look at the end must not fail for it.
    this.all.catch(() => {});
    socket.on('error', () => {});
  }

  /** Connects; with `halfOpen` the other side's FIN is not answered until the test does. */
  static async connect(port: number, halfOpen = false): Promise<Peer> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: halfOpen, noDelay: true });
    const peer = new Peer(socket);
    await once(socket, 'connect');
    return peer;
  }

  get received(): string {
    return Buffer.concat(this.#chunks).toString('latin1');
  }

  /** Resolves when the system has taken the bytes. */
  send(bytes: string | Buffer): Promise<void> {
    return new Promise((resolve, reject) => this.socket.write(bytes, (error) => (error ? reject(error) : resolve())));
  }

  /** Sends one line and waits for its answer; the first answer on this connection is `after` bytes in. */
  async ask(line: string): Promise<string> {
    const before = this.received.length;
    await this.send(line);
    while (!this.received.endsWith('\n') || this.received.length === before) await once(this.socket, 'data');
    return this.received.slice(before);
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}

/** Sends the bytes on a connection of their own, half-closes, and resolves with everything that comes back. */
export async function exchange(port: number, bytes: string | Buffer): Promise<string> {
  using peer = await Peer.connect(port);
  peer.socket.end(bytes);
  return await peer.all;
}
