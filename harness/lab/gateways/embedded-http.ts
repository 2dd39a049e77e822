import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Picker } from '../pick.ts';
import type { Backend, RunningGateway } from './gateway.ts';
import { listenOnLoopback } from './gateway.ts';

/** Starts an HTTP/1.1 gateway on loopback that picks a backend once per request. */
export async function startHttpGateway(backends: readonly Backend[], pick: Picker): Promise<RunningGateway> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    const backend = backends[pick()];
    if (backend === undefined) return refuse(outgoing, 'no backend');
    forward(incoming, outgoing, backend, agent);
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, backend: Backend, agent: Agent): void {
  const upstream = request({
    agent,
    host: backend.host,
    port: backend.port,
    method: incoming.method,
    path: incoming.url,
    headers: withoutHopByHop(incoming.rawHeaders),
  });
  upstream.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, withoutHopByHop(answer.rawHeaders));
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  upstream.on('error', (error) => (outgoing.headersSent ? outgoing.destroy() : refuse(outgoing, error.message)));
  outgoing.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

function refuse(outgoing: ServerResponse, why: string): void {
  outgoing.writeHead(502, { 'content-type': 'text/plain' }).end(`embedded gateway: ${why}\n`);
}

/** Headers that belong to one connection and must not be passed on (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/** Raw name, value, … pairs with what belongs to one connection left out; repeated headers become lists. */
function withoutHopByHop(raw: readonly string[]): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const value = raw[i + 1] ?? '';
    if (HOP_BY_HOP.has(name)) continue;
    const seen = kept[name];
    kept[name] = seen === undefined ? value : [seen, value].flat();
  }
  return kept;
}
