import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';

const LOWEST = 10_000;
const ATTEMPTS = 50;
/** Ports of a block, its mark included; most labs need one block. */
export const BLOCK_SIZE = 32;

/** Ports of 127.0.0.1 for the programs of one lab, which cannot bind port 0 and tell. */
export interface LabPorts {
  /** A port where nothing listens; no other lab of this machine is given it. */
  next(): Promise<number>;
  /** Lets other labs have the ports, once nothing listens there. Without it they are free when this process has ended, however it did. */
  release(): void;
}

/**
 * Ports for a new lab. They come in blocks that a lab marks as its own by listening on the first port of each: two labs that start at
 * the same moment would otherwise find the same port free, and Envoy and HAProxy share a port without a word (SO_REUSEPORT), so that
 * each lab answered half of the other's requests.
 *
 * They lie below the range the kernel hands out by itself: between our look and the program's bind, a load test next door could be
 * given a port of that range as the source of one of its thousands of connections.
 */
export function labPorts(): LabPorts {
  const marks: Server[] = [];
  const mine: number[] = [];
  const next = async (): Promise<number> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const port = mine.pop();
      if (port === undefined) {
        const { first, mark } = await markedBlock();
        marks.push(mark);
        mine.push(...Array.from({ length: BLOCK_SIZE - 1 }, (_, index) => first + 1 + index));
        continue;
      }
      if (await isFree(port)) return port;
    }
    throw new Error(`lab: no free port in ${ATTEMPTS} attempts`);
  };
  const release = () => {
    for (const mark of marks.splice(0)) mark.close();
    mine.length = 0;
  };
  return { next, release };
}

async function markedBlock(): Promise<{ readonly first: number; readonly mark: Server }> {
  const above = kernelRangeStart();
  const blocks = Math.floor((above - LOWEST) / BLOCK_SIZE);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const first = LOWEST + randomInt(blocks) * BLOCK_SIZE;
    const mark = await listenAt(first);
    if (mark !== null) return { first, mark };
  }
  throw new Error(`lab: no free ports between ${LOWEST} and ${above} in ${ATTEMPTS} attempts`);
}

function kernelRangeStart(): number {
  try {
    return Math.max(LOWEST + 1_000, Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10));
  } catch {
    return 32_768; // no Linux: the usual value there lies higher
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = await listenAt(port);
  if (server === null) return false;
  await new Promise((resolve) => server.close(resolve));
  return true;
}

/** Listens alone, keeps nobody waiting, and talks to nobody; null when somebody else listens there. */
function listenAt(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}
