import type { AddressInfo, Server } from 'node:net';

/** Error codes that mean "this machine has no such address family", as containers without IPv6 report it. */
const NO_SUCH_FAMILY: ReadonlySet<string | undefined> = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL', 'EPROTONOSUPPORT']);

/** Binds every address, dual stack; where IPv6 is off, every IPv4 address. */
export const EVERY_ADDRESS: readonly string[] = ['::', '0.0.0.0'];

/**
 * Binds the first of `hosts` that this machine has and resolves to the bound address as text: `[::]:8001`.
 * Port 0 takes a free one. Rejects with the system's error, e.g. EADDRINUSE.
 */
export async function listen(server: Server, port: number, hosts: readonly string[]): Promise<string> {
  for (const [index, host] of hosts.entries()) {
    try {
      return await listenOn(server, port, host);
    } catch (error) {
      const isLast = index === hosts.length - 1;
      if (isLast || !NO_SUCH_FAMILY.has((error as NodeJS.ErrnoException).code)) throw error;
    }
  }
  throw new RangeError('no address to listen on');
}

function listenOn(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // A long queue, so that a burst of connections is not refused.
    server.listen({ port, host, backlog: 4_096 }, () => {
      server.off('error', reject);
      const { address, port: bound } = server.address() as AddressInfo;
      resolve(address.includes(':') ? `[${address}]:${bound}` : `${address}:${bound}`);
    });
  });
}
