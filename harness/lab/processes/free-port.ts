import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const LOWEST = 10_000;
const ATTEMPTS = 50;

/**
 * A port of 127.0.0.1 for a program that cannot bind port 0 and tell. It lies below the range the kernel hands out by
 * itself: between our look and the program's bind, a load test next door could be given a port of that range as the
 * source of one of its thousands of connections. `taken` are not tried again.
 */
export async function freePort(taken: Set<number>): Promise<number> {
  const above = kernelRangeStart();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST, above);
    if (taken.has(port)) continue;
    taken.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`lab: no free port between ${LOWEST} and ${above} in ${ATTEMPTS} attempts`);
}

function kernelRangeStart(): number {
  try {
    return Math.max(LOWEST + 1_000, Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10));
  } catch {
    return 32_768; // no Linux: the usual value there lies higher
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
