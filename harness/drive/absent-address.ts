import { createServer } from 'node:net';

/** The loopback address that a machine with IPv6 switched off does not have. */
const LOOPBACK_V6 = '::1';

/**
 * Whether `address` is one that this machine would have to have itself and has not, so that no connection from it to there can ever be
 * opened. Connecting says EADDRNOTAVAIL then, exactly as it does when all local ports are taken, and that passes. Listening tells the
 * two apart: with the ports taken it says EADDRINUSE.
 *
 * Only the IPv6 loopback address is looked at. Others are either always there (127.0.0.0/8) or somebody else's.
 */
export function isAbsent(address: string): Promise<boolean> {
  if (address !== LOOPBACK_V6) return Promise.resolve(false);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRNOTAVAIL'));
    server.listen({ host: address, port: 0 }, () => server.close(() => resolve(false)));
  });
}
