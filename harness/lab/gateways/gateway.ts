import type { AddressInfo, Server } from 'node:net';

/** Where one version answers. */
export interface Backend {
  readonly host: string;
  readonly port: number;
}

/** A gateway that accepts connections on loopback. */
export interface RunningGateway {
  readonly port: number;
  stop(): Promise<void>;
}

/** Binds to a free port of 127.0.0.1 and resolves with it. The backlog is long because a driver opens its connections at once. */
export function listenOnLoopback(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => resolve((server.address() as AddressInfo).port));
  });
}
