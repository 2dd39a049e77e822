import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { GatewayKind } from '../../../harness/lab/gateways/gateway-kind.ts';
import { type GatewayOptions, gatewayProgram } from '../../../harness/lab/gateways/kinds.ts';
import { startProgram } from '../../../harness/lab/gateways/program.ts';
import type { CertificateFiles, Wiring } from '../../../harness/lab/gateways/wiring.ts';
import type { LabListener, Layout } from '../../../harness/lab/layout/layout.ts';
import { labPorts } from '../../../harness/lab/processes/lab-ports.ts';

/** A gateway in front of backends that live in this process. */
export interface NamedBackends {
  portOf(listenerId: string): number;
  readonly adminPort: number;
  /** Every request that reached a backend, as it came. */
  readonly seen: readonly Seen[];
}

/** A request at a backend. */
export interface Seen {
  readonly version: string;
  readonly pod: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** What a backend does before it answers; it may answer by itself. */
type Behaviour = (seen: Seen, response: ServerResponse) => void | Promise<void>;

interface Extra {
  readonly options?: GatewayOptions;
  readonly certificates?: CertificateFiles;
  readonly behave?: Behaviour;
  /** With these the backends speak TLS. */
  readonly backendTls?: CertificateFiles;
  /** Versions whose port nobody listens on. */
  readonly absent?: readonly string[];
}

/** Starts a gateway for a layout; every pod is a server here that says in headers who it is and what it was asked. */
export async function startNamedBackends(
  context: TestContext,
  kind: GatewayKind,
  layout: Layout,
  extra: Extra = {},
): Promise<NamedBackends> {
  const servers = new Map<string, Server>();
  context.after(() => {
    for (const server of servers.values()) server.close().closeAllConnections();
  });
  const seen: Seen[] = [];
  for (const { id, workload } of layout.pods) {
    const version = workload.labels.version ?? id;
    servers.set(id, await startBackend(version, id, seen, extra));
  }
  const free = labPorts();
  context.after(() => free.release());
  const nobody = await free.next();
  const ports = new Map<LabListener, number>();
  for (const listener of layout.listeners) ports.set(listener, await free.next());
  const adminPort = await free.next();
  const wiring: Wiring = {
    listenAt: (listener) => ({ host: '127.0.0.1', port: ports.get(listener) ?? 0 }),
    addressesOf: ({ workload, weight }) =>
      layout.pods.flatMap((pod) => {
        const server = pod.workload === workload ? servers.get(pod.id) : undefined;
        const isAbsent = extra.absent?.includes(pod.workload.labels.version ?? '') === true;
        const port = isAbsent ? nobody : (server?.address() as AddressInfo | undefined)?.port;
        return port === undefined ? [] : [{ host: '127.0.0.1', port, weight }];
      }),
    admin: { host: '127.0.0.1', port: adminPort },
    certificates: extra.certificates ?? null,
  };
  const gateway = await startProgram(gatewayProgram(kind, layout, wiring, extra.options), [...ports.values()]);
  context.after(() => gateway.stop());
  const portOf = (id: string) => {
    const listener = layout.listeners.find((one) => one.id === id);
    if (listener === undefined)
      throw new Error(`no listener ${id}; there are ${layout.listeners.map((one) => one.id).join(', ')}`);
    return ports.get(listener) ?? 0;
  };
  return { portOf, adminPort, seen };
}

async function startBackend(
  version: string,
  pod: string,
  log: Seen[],
  { behave, backendTls }: Pick<Extra, 'behave' | 'backendTls'>,
): Promise<Server> {
  const answer: RequestListener = async (request, response) => {
    const { url: path = '', headers } = request;
    const seen: Seen = { version, pod, path, headers };
    log.push(seen);
    response.setHeader('x-version', version);
    response.setHeader('x-pod', pod);
    response.setHeader('x-path', path);
    response.setHeader('x-host', headers.host ?? '');
    response.setHeader('x-seen-id', headers['x-request-id'] ?? '');
    response.setHeader('x-attempt', headers['x-envoy-attempt-count'] ?? '');
    await behave?.(seen, response);
    if (!response.writableEnded) response.end(`${version}\n`);
  };
  const server =
    backendTls === undefined
      ? createServer(answer)
      : createTlsServer({ cert: readFileSync(backendTls.certificate), key: readFileSync(backendTls.key) }, answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
