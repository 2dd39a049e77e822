import type { Socket } from 'node:net';
import { Server } from 'node:net';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { Answers } from './answers.ts';
import type { Config } from './config.ts';
import { Connection } from './connection.ts';
import type { Endpoint } from './listener.ts';
import { addressesFor, BACKLOG, listen } from './listener.ts';
import type { Log } from './log.ts';

// The whole farewell fits in a second with room for a busy machine.
const ACCEPT_FOR_MS = 500;
const READ_FOR_MS = 600;
const GIVE_UP_AFTER_MS = 750;

const TURN_MS = 5;

/** All ports and all connections of one program. */
export class EchoServer {
  readonly #config: Config;
  readonly #log: Log;
  readonly #servers: Server[] = [];
  readonly #connections = new Set<Connection>();
  #accepted = 0;

  constructor(config: Config, log: Log) {
    this.#config = config;
    this.#log = log;
  }

  /** Binds every port, in the order given. Rejects with a ListenError when one of them cannot be had. */
  async listen(): Promise<readonly Endpoint[]> {
    const endpoints: Endpoint[] = [];
    for (const port of this.#config.ports) {
      // Without noDelay the second of two quick answers waits for the peer's acknowledgement of the first.
      const server = new Server({ allowHalfOpen: true, noDelay: true }, (socket) => this.#accept(socket));
      endpoints.push(await listen(server, addressesFor(this.#config.host), port));
      server.on('error', (error) => this.#log.note(`could not accept a connection: ${error.message}`));
      this.#servers.push(server);
    }
    return endpoints;
  }

  /**
   * Stops accepting, answers everything received until now, says goodbye to everybody and resolves, after `GIVE_UP_AFTER_MS` at the
   * latest. Connections in the accept queues and bytes in the system's buffers count as received.
   */
  async drain(): Promise<void> {
    const startedMs = performance.now();
    const giveUp = setTimeout(() => this.#destroyAll(), GIVE_UP_AFTER_MS);
    await this.#emptyAcceptQueues(startedMs + ACCEPT_FOR_MS);
    for (const server of this.#servers) server.close();
    while (this.#connections.size > 0) {
      // A timer, not an immediate: every round lets the system deliver, without spinning for the slow ones.
      await sleep(TURN_MS);
      const noMoreReading = performance.now() - startedMs > READ_FOR_MS;
      for (const connection of this.#connections) connection.settle(noMoreReading);
    }
    clearTimeout(giveUp);
  }

  #accept(socket: Socket): void {
    this.#accepted += 1;
    const answers = new Answers(this.#config.prefix, (line) => this.#log.exchange(line));
    const connection = new Connection(socket, answers, (text) => this.#log.note(text));
    this.#connections.add(connection);
    socket.on('close', () => this.#connections.delete(connection));
  }

  /**
   * Goes on accepting until the queues are empty, because closing a listening socket resets whoever waits in its queue. Node accepts one
   * connection per port and turn, first come first served: after as many turns as a queue can be long, all who were there are in.
   */
  async #emptyAcceptQueues(untilMs: number): Promise<void> {
    let quietTurns = 0;
    // Three, because the turn that the signal came in does not look at the queues again.
    for (let turns = 0; quietTurns < 3 && turns <= BACKLOG + 3 && performance.now() < untilMs; turns += 1) {
      const before = this.#accepted;
      await turn();
      quietTurns = this.#accepted === before ? quietTurns + 1 : 0;
    }
  }

  #destroyAll(): void {
    const count = this.#connections.size;
    if (count > 0) this.#log.note(`stopped before ${count} ${count === 1 ? 'connection' : 'connections'} took all answers`);
    for (const connection of this.#connections) connection.destroy();
  }
}
