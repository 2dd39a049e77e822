import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach } from 'node:test';

/** A server on a loopback port that is gone, with all its connections, when the test that started it has ended. */
export interface LoopbackServer {
  readonly port: number;
  /** Connections accepted so far. */
  readonly accepted: () => number;
  readonly close: () => Promise<void>;
}

// Not `await using`: the parser behind the import law cannot read it yet.
const running = new Set<LoopbackServer>();
afterEach(async () => {
  for (const server of running) await server.close();
});

/** Serves raw bytes: what a connection gets is up to `onConnection`. Resets by the driver are swallowed. */
export async function tcpServer(onConnection: (socket: Socket) => void, host = '127.0.0.1'): Promise<LoopbackServer> {
  return listening(
    createServer((socket) => {
      socket.on('error', () => {});
      onConnection(socket);
    }),
    host,
  );
}

/** Serves HTTP with Node's own server. */
export async function httpServer(listener: RequestListener, host = '127.0.0.1'): Promise<LoopbackServer> {
  return listening(createHttpServer(listener), host);
}

/** Writes the same bytes once a request's header section has come, and then does what `after` says. */
export function rawAnswer(bytes: string | Buffer, after: (socket: Socket) => void = () => {}): (socket: Socket) => void {
  return (socket) => {
    let seen = '';
    socket.on('data', (data) => {
      seen += data.toString('latin1');
      if (!seen.includes('\r\n\r\n')) return;
      seen = '';
      socket.write(bytes, () => after(socket));
    });
  };
}

/** Puts a finished server on a port; 0 means a free one. */
export async function listening(server: Server, host = '127.0.0.1', port = 0): Promise<LoopbackServer> {
  const open = new Set<Socket>();
  let accepted = 0;
  server.on('connection', (socket: Socket) => {
    accepted++;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.listen({ port, host, backlog: 511 });
  await once(server, 'listening');
  const loopback = {
    port: (server.address() as AddressInfo).port,
    accepted: () => accepted,
    close: async () => {
      running.delete(loopback);
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
  running.add(loopback);
  return loopback;
}

/** A port that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = await tcpServer(() => {});
  await server.close();
  return server.port;
}
