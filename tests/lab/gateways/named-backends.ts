import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { GatewayKind } from '../../../harness/lab/gateways/gateway-kind.ts';
import { type GatewayOptions, gatewayProgram } from '../../../harness/lab/gateways/kinds.ts';
import { startProgram } from '../../../harness/lab/gateways/program.ts';
import type { CertificateFiles, Wiring } from '../../../harness/lab/gateways/wiring.ts';
import type { LabListener, Layout } from '../../../harness/lab/layout/layout.ts';
import { freePort } from '../../../harness/lab/processes/free-port.ts';

/** A gateway in front of backends that live in this process. */
export interface NamedBackends {
  portOf(listenerId: string): number;
  readonly adminPort: number;
}

/** Starts a gateway for a layout; every pod is a server here that says in headers who it is and what it was asked. */
export async function startNamedBackends(
  context: TestContext,
  kind: GatewayKind,
  layout: Layout,
  extra: { readonly options?: GatewayOptions; readonly certificates?: CertificateFiles } = {},
): Promise<NamedBackends> {
  const servers = new Map<string, Server>();
  context.after(() => {
    for (const server of servers.values()) server.close().closeAllConnections();
  });
  for (const { id, workload } of layout.pods) servers.set(id, await startBackend(workload.labels.version ?? id, id));
  const taken = new Set<number>();
  const ports = new Map<LabListener, number>();
  for (const listener of layout.listeners) ports.set(listener, await freePort(taken));
  const adminPort = await freePort(taken);
  const wiring: Wiring = {
    listenAt: (listener) => ({ host: '127.0.0.1', port: ports.get(listener) ?? 0 }),
    addressesOf: ({ workload, weight }) =>
      layout.pods.flatMap((pod) => {
        const server = pod.workload === workload ? servers.get(pod.id) : undefined;
        return server === undefined ? [] : [{ host: '127.0.0.1', port: (server.address() as AddressInfo).port, weight }];
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
  return { portOf, adminPort };
}

async function startBackend(version: string, pod: string): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader('x-version', version);
    response.setHeader('x-pod', pod);
    response.setHeader('x-path', request.url ?? '');
    response.setHeader('x-host', request.headers.host ?? '');
    response.setHeader('x-seen-id', request.headers['x-request-id'] ?? '');
    response.end(`${version}\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
