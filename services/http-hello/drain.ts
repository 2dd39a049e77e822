import type { Server } from 'node:http';
import { clearTimeout, setTimeout } from 'node:timers';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Connections } from './connections.ts';

/** What is drained, and for how long. */
export interface Drain {
  readonly server: Server;
  readonly connections: Connections;
  /** How long new connections are accepted at least, so that load balancers notice `/readyz`, in milliseconds. */
  readonly graceMs: number;
  /** After the grace: how long requests under way may take, in milliseconds. */
  readonly limitMs: number;
  /** How long a request that has begun to arrive may take to be whole, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** After the last accepted connection: how long its first byte may take, in milliseconds. */
export const FIRST_BYTE_MS = 250;

/**
 * Longest time to empty the queue of connections that wait to be accepted, in milliseconds. Node accepts one connection in a
 * turn of the event loop, and on a busy machine a turn in which a call is answered takes tens of milliseconds.
 */
const QUEUE_MS = 2_000;

/** Turns of the event loop without a new connection after which the queue counts as empty; the first one may not look at sockets. */
const QUIET_TURNS = 2;

/**
 * Stops a server without losing a request: accepts during the grace and until the requests of that moment are answered,
 * then takes no new connection, answers what is under way and closes. Resolves to the number of requests that the limit cut off.
 */
export async function drain({ server, connections, graceMs, limitMs, requestTimeoutMs }: Drain): Promise<number> {
  let cutOff = 0;
  let isOver = false;
  const cut = (): void => {
    isOver = true;
    cutOff += connections.openCount;
    connections.closeAll();
  };
  const limit = setTimeout(cut, graceMs + limitMs);
  await wait(graceMs);
  await connections.settled();
  await acceptWaiting(connections);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Requests that came in between the limit and the end of accepting.
  if (isOver) cut();
  const quiet = setTimeout(() => connections.closeQuiet(), FIRST_BYTE_MS);
  // Node stops looking for late requests as soon as its server is closed.
  const unfinished = setTimeout(() => connections.closeUnfinished(), requestTimeoutMs);
  await closed;
  clearTimeout(quiet);
  clearTimeout(unfinished);
  clearTimeout(limit);
  return cutOff;
}

/** Waits until nobody waits to be accepted: closing a listening socket resets the connections in its queue. */
export async function acceptWaiting(connections: { readonly acceptedCount: number }): Promise<void> {
  const endMs = performance.now() + QUEUE_MS;
  let accepted = connections.acceptedCount;
  let quietTurns = 0;
  while (quietTurns < QUIET_TURNS && performance.now() < endMs) {
    await nextTurn();
    quietTurns = connections.acceptedCount === accepted ? quietTurns + 1 : 0;
    accepted = connections.acceptedCount;
  }
}
