import { createServer, type Server } from 'node:net';
import {
  Server as CallServer,
  logVerbosity,
  ServerCredentials,
  setLogVerbosity,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { service as HEALTH } from 'grpc-health-check';
import { GrpcCalls } from './grpc-calls.ts';
import { GrpcConnections } from './grpc-connections.ts';
import { GREETER } from './grpc-contract.ts';
import { drainGrpc, type GrpcDrain } from './grpc-drain.ts';
import { type GrpcParts, observed } from './grpc-exchange.ts';
import { GrpcGreeter } from './grpc-greeter.ts';
import { GrpcHealth } from './grpc-health.ts';

/** Largest message that is accepted, in bytes. */
const MAX_MESSAGE_BYTES = 65_536;

/** Calls at the same time on one connection; a client that wants more has to wait. */
const MAX_STREAMS = 1_024;

/** The gRPC port of a service. */
export interface GrpcServer {
  /** Not listening yet. */
  readonly server: Server;
  /** From now on health checks say NOT_SERVING. */
  stopServing(): void;
  /** Stops without losing a call; resolves to the number of calls that the limit cut off. */
  drain(limits: Pick<GrpcDrain, 'graceMs' | 'limitMs'>): Promise<number>;
}

/** The gRPC server around a service: the Greeter and the health service, in plain text. */
export function createGrpcServer(parts: Omit<GrpcParts, 'calls'>): GrpcServer {
  // It would write what strangers send to stderr as it came.
  setLogVerbosity(logVerbosity.NONE);
  const calls = new GrpcCalls();
  const connections = new GrpcConnections(parts.config.requestTimeoutMs);
  const health = new GrpcHealth();
  const greeter = new GrpcGreeter(parts);
  const callServer = new CallServer({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_concurrent_streams': MAX_STREAMS,
    // Its records of every connection are of use to nobody here.
    'grpc.enable_channelz': 0,
    interceptors: [observed({ ...parts, calls })],
  });
  callServer.addService(GREETER, greeter.methods as UntypedServiceImplementation);
  callServer.addService(HEALTH, health.methods as UntypedServiceImplementation);
  // A socket server of our own: the same rules for addresses, errors and the end as for HTTP, which grpc-js's binding has not.
  const injector = callServer.createConnectionInjector(ServerCredentials.createInsecure());
  const server = createServer({ noDelay: true }, (socket) => {
    connections.add(socket);
    injector.injectConnection(socket);
  });
  return {
    server,
    stopServing: () => health.stop(),
    drain: (limits) => drainGrpc({ ...limits, server, calls, connections, health, injector }),
  };
}
