import type { Server } from 'node:net';
import { isIPv6 } from 'node:net';

/** The kernel caps it (net.core.somaxconn). Room for a burst: who finds the queue full waits a second before trying again. */
export const BACKLOG = 4_096;

/** Codes that say the machine has no such kind of address: IPv6 is switched off. */
const NO_SUCH_ADDRESS = ['EAFNOSUPPORT', 'EADDRNOTAVAIL'];

/** A port that cannot be had; the message is one line that names it and the fix. */
export class ListenError extends Error {}

/** Addresses to try in order: the one asked for, or every address of the machine, with IPv4 alone as second choice. */
export function addressesFor(host: string | null): readonly string[] {
  // `::` takes IPv4 as well, because node asks for dual stack whatever net.ipv6.bindv6only says.
  return host === null ? ['::', '0.0.0.0'] : [host];
}

/** Where a server listens. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** `[::]:9000`, `127.0.0.1:9000`. */
export function endpointText({ address, port }: Endpoint): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/**
 * Binds the server to the first of `addresses` that this machine has; only a missing address leads to the next one. `port` 0 takes a free
 * port. Rejects with a ListenError.
 */
export async function listen(server: Server, addresses: readonly string[], port: number): Promise<Endpoint> {
  let failure: unknown;
  for (const address of addresses) {
    try {
      return await bind(server, address, port);
    } catch (error) {
      failure = new ListenError(explain(error, { address, port }), { cause: error });
      if (!NO_SUCH_ADDRESS.includes(codeOf(error))) break;
    }
  }
  throw failure;
}

function bind(server: Server, address: string, port: number): Promise<Endpoint> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, backlog: BACKLOG }, () => {
      server.off('error', reject);
      const bound = server.address();
      resolve({ address, port: typeof bound === 'object' && bound !== null ? bound.port : port });
    });
  });
}

function explain(error: unknown, endpoint: Endpoint): string {
  const where = `cannot listen on ${endpointText(endpoint)}`;
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `${where}: port ${endpoint.port} is taken; choose another port, or stop the program that uses it`;
    case 'EACCES':
    case 'EPERM':
      return `${where}: port ${endpoint.port} is not allowed for this user; choose a port from 1024 up`;
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return `${where}: this machine does not have the address ${endpoint.address}; choose another one with --host`;
    default:
      return `${where}: ${error instanceof Error ? error.message : error}; choose another port or address`;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
