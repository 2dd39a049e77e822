import { connect, createServer, type Socket } from 'node:net';
import type { Picker } from '../pick.ts';
import type { Backend, RunningGateway } from './gateway.ts';
import { listenOnLoopback } from './gateway.ts';

/** Starts a TCP gateway on loopback that picks a backend once per connection and copies bytes both ways. */
export async function startTcpGateway(backends: readonly Backend[], pick: Picker): Promise<RunningGateway> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const backend = backends[pick()];
    if (backend === undefined) {
      client.destroy();
      return;
    }
    const upstream = connect({ host: backend.host, port: backend.port, allowHalfOpen: true, noDelay: true });
    open.add(client).add(upstream);
    join(client, upstream);
    join(upstream, client);
    client.once('close', () => open.delete(client));
    upstream.once('close', () => open.delete(upstream));
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Copies one direction; passes on a half-close as a half-close and an abort as a reset, as a transparent proxy does. */
function join(from: Socket, to: Socket): void {
  from.pipe(to);
  from.on('error', () => to.resetAndDestroy());
  from.on('close', () => {
    if (!to.destroyed && !to.writableEnded) to.destroy();
  });
}
