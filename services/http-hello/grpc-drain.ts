import type { Server } from 'node:net';
import { clearTimeout, setTimeout } from 'node:timers';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { ConnectionInjector } from '@grpc/grpc-js';
import { acceptWaiting, FIRST_BYTE_MS } from './drain.ts';
import type { GrpcCalls } from './grpc-calls.ts';
import type { GrpcConnections } from './grpc-connections.ts';
import type { GrpcHealth } from './grpc-health.ts';

/** What is drained, and for how long. */
export interface GrpcDrain {
  readonly server: Server;
  readonly calls: GrpcCalls;
  readonly connections: GrpcConnections;
  readonly health: Pick<GrpcHealth, 'endWatches'>;
  readonly injector: ConnectionInjector;
  /** How long new connections are accepted at least, in milliseconds. */
  readonly graceMs: number;
  /** After the grace: how long calls under way may take, in milliseconds. */
  readonly limitMs: number;
}

/** Turns of the event loop in which input that is here gets read; the first one may not look at sockets. */
const READING_TURNS = 2;

/** How long clients may take to close their side once nothing is under way, in milliseconds. */
const FAREWELL_MS = 1_000;

/**
 * Stops the gRPC port as `drain` stops the HTTP one: accepts during the grace and until the calls of that moment are over,
 * then takes no new connection, tells clients to go away (GOAWAY: what arrives later was seen by nobody and may be sent
 * elsewhere), and finishes what is under way. Resolves to the number of calls that the limit cut off.
 */
export async function drainGrpc(drain: GrpcDrain): Promise<number> {
  const { server, calls, connections, health, injector, graceMs, limitMs } = drain;
  let cutOff = 0;
  const cut = (): void => {
    cutOff += calls.openCount;
    connections.closeAll();
  };
  const limit = setTimeout(cut, graceMs + limitMs);
  await wait(graceMs);
  await calls.settled();
  await acceptWaiting(connections);
  server.close();
  // The connections accepted last have not had the time to make their calls.
  if (connections.openCount > 0) await wait(FIRST_BYTE_MS);
  // A timer that is late runs before the input that came meanwhile is read.
  for (let turn = 0; turn < READING_TURNS; turn++) await nextTurn();
  health.endWatches();
  injector.drain(limitMs);
  await calls.settled();
  await connections.closed(FAREWELL_MS);
  clearTimeout(limit);
  connections.closeAll();
  return cutOff;
}
