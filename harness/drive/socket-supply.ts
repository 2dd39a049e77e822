import type { Socket } from 'node:net';
import { canReset, letGo } from './resetting-socket.ts';

/**
 * The sockets of one lane. Most of what Node makes for a socket can serve its next connection too, once 'close' was emitted; at thousands
 * of connections per second that is felt. A socket serves again only when its connection went all the way and ended by our reset: of any
 * other something may be left (a lookup, a connect, a write), which would meet the next connection.
 */
export class SocketSupply {
  readonly #make: () => Socket;
  readonly #closed: Socket[] = [];
  readonly #closing = new Set<Socket>();

  /** `make` gives a socket that is not connected, with everything on it that listens. */
  constructor(make: () => Socket) {
    this.#make = make;
  }

  /** A socket to connect. */
  take(): Socket {
    return this.#closed.pop() ?? this.#makeOne();
  }

  /** Ends the connection of a socket that was taken, and keeps the socket if its connection was a whole one. */
  giveBack(socket: Socket): void {
    if (canReset(socket) && socket.writableLength === 0) this.#closing.add(socket);
    letGo(socket);
  }

  #makeOne(): Socket {
    const socket = this.#make();
    socket.on('close', () => {
      if (this.#closing.delete(socket)) this.#closed.push(socket);
    });
    return socket;
  }
}
