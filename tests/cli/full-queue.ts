import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { startProcess } from './command.ts';

/** Listens with room for hardly anybody, and greets everybody in words that TCP and HTTP probes understand. */
const SERVER = `
  const server = require('node:net').createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => socket.write(
      data.toString('latin1').startsWith('GET') ? 'HTTP/1.1 200 OK\\r\\ncontent-length: 3\\r\\n\\r\\nv1\\n' : 'v1\\n'));
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;
const STATES = '/proc/net/tcp';
/** The number of the state SYN_SENT there. */
const SYN_SENT = '02';

/** A server whose accept queue fills up, because its process stands still until it is told to go on. */
export interface FullQueue {
  readonly port: number;
  goOn(): void;
  /** Waits until so many connection requests to it have not been answered. */
  unanswered(requests: number): Promise<void>;
  end(): void;
}

/** The `skip` option of a test that must see which connection requests are not answered. */
export const skipWithoutStates = existsSync(STATES) ? false : `${STATES} is not there: this needs Linux`;

export async function startFullQueue(): Promise<FullQueue> {
  const server = startProcess(process.execPath, ['-e', SERVER]);
  const [line] = await once(server.stdout, 'data');
  const port = Number(String(line));
  server.kill('SIGSTOP');
  return {
    port,
    goOn: () => server.kill('SIGCONT'),
    unanswered: async (requests) => {
      while (requestsTo(port) < requests) await delay(5);
    },
    end: () => server.kill('SIGKILL'),
  };
}

function requestsTo(port: number): number {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync(STATES, 'utf8').split('\n').slice(1);
  return rows.map((row) => row.trim().split(/\s+/)).filter(([, , remote, state]) => remote === address && state === SYN_SENT)
    .length;
}
