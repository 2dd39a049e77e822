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
}

/** After the last accepted connection: how long its first byte may take, in milliseconds. */
const FIRST_BYTE_MS = 250;

/**
 * Stops a server without losing a request: accepts during the grace and until the requests of that moment are answered,
 * then takes no new connection, answers what is under way and closes. Resolves to the number of requests that the limit cut off.
 */
export async function drain({ server, connections, graceMs, limitMs }: Drain): Promise<number> {
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
  // Closing right after a turn of the event loop, which accepts everything that waits, leaves next to no connection in the queue.
  await nextTurn();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Requests that came in between the limit and the end of accepting.
  if (isOver) cut();
  const quiet = setTimeout(() => connections.closeQuiet(), FIRST_BYTE_MS);
  await closed;
  clearTimeout(quiet);
  clearTimeout(limit);
  return cutOff;
}
