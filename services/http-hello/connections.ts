import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Connection {
  /** Answers under way, oldest first, each with what is called when it is over. */
  readonly open: Map<ServerResponse, () => void>;
  /** Bytes received when the last answer was done: more than that means that another request is arriving. */
  bytesAtRest: number;
  /** Status of the answer to broken input, after which everything else is thrown away; null as long as the input is good. */
  brokenStatus: number | null;
}

/** Every connection of the server and the answers under way on it. */
export class Connections {
  readonly #all = new Map<Socket, Connection>();
  #acceptedCount = 0;
  #waiting: { readonly on: Set<ServerResponse>; readonly done: () => void }[] = [];

  /** Connections accepted so far. */
  get acceptedCount(): number {
    return this.#acceptedCount;
  }

  add(socket: Socket): void {
    this.#acceptedCount += 1;
    const connection: Connection = { open: new Map(), bytesAtRest: 0, brokenStatus: null };
    this.#all.set(socket, connection);
    socket.once('close', () => {
      // Answers that wait behind another one on the same connection get no `close` event of their own.
      for (const over of [...connection.open.values()]) over();
      this.#all.delete(socket);
    });
  }

  /** Notes that an answer is under way. `onOver` is called once: when it is sent, or when the connection is gone. */
  begin(socket: Socket, response: ServerResponse, onOver: () => void): void {
    const connection = this.#all.get(socket);
    const over = (): void => {
      if (connection && !connection.open.delete(response)) return;
      if (connection) connection.bytesAtRest = socket.bytesRead;
      onOver();
      this.#notify(response);
    };
    connection?.open.set(response, over);
    response.once('close', over);
  }

  /** Answers under way on one connection. */
  openOn(socket: Socket): readonly ServerResponse[] {
    return [...(this.#all.get(socket)?.open.keys() ?? [])];
  }

  /** Number of answers under way on one connection. */
  openCountOn(socket: Socket): number {
    return this.#all.get(socket)?.open.size ?? 0;
  }

  /** Marks a connection's input as broken; false when it was already, or when the connection is gone. */
  breakOnce(socket: Socket, status: number): boolean {
    const connection = this.#all.get(socket);
    if (!connection || connection.brokenStatus !== null) return false;
    connection.brokenStatus = status;
    return true;
  }

  /** Status of the answer to broken input, or null. */
  brokenStatus(socket: Socket): number | null {
    return this.#all.get(socket)?.brokenStatus ?? null;
  }

  /** Answers under way on all connections. */
  get openCount(): number {
    return [...this.#all.values()].reduce((sum, connection) => sum + connection.open.size, 0);
  }

  /** Resolves when every answer that is under way now is over; later ones are not waited for. */
  settled(): Promise<void> {
    const on = new Set([...this.#all.keys()].flatMap((socket) => this.openOn(socket)));
    if (on.size === 0) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ on, done }));
  }

  /** Closes the connections on which nothing is under way and no part of a request has arrived. */
  closeQuiet(): void {
    for (const [socket, connection] of this.#all) {
      if (connection.open.size === 0 && socket.bytesRead === connection.bytesAtRest) socket.destroy();
    }
  }

  /** Closes the connections on which no whole request waits for its answer. */
  closeUnfinished(): void {
    for (const [socket, connection] of this.#all) {
      if (![...connection.open.keys()].some((response) => response.req.complete)) socket.destroy();
    }
  }

  /** Closes every connection, whatever is under way. */
  closeAll(): void {
    for (const socket of this.#all.keys()) socket.destroy();
  }

  #notify(response: ServerResponse): void {
    for (const { on, done } of this.#waiting) if (on.delete(response) && on.size === 0) done();
    this.#waiting = this.#waiting.filter(({ on }) => on.size > 0);
  }
}
