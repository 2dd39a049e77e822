// Runs in a network of its own, where only a few local ports are left:
//   node few-ports-run.ts '{"answerAfterMs":5,"taken":0,"freedAfterMs":null}' verify tcp://127.0.0.1:9000 …
// Starts a server there, takes as many of the ports as it is told to, and then runs weighbridge.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { FewPorts } from './few-ports.ts';

const SERVER = { host: '127.0.0.1', port: 9000 };

const [settings = '{}', ...args] = process.argv.slice(2);
const { answerAfterMs, taken, freedAfterMs } = JSON.parse(settings) as FewPorts;

const server = createServer((socket) => {
  socket.on('error', () => {});
  socket.on('data', () => setTimeout(() => socket.write('v1\n'), answerAfterMs));
});
server.listen({ ...SERVER, backlog: 511 });
await once(server, 'listening');

const takers = await Promise.all(Array.from({ length: taken }, takePort));
if (freedAfterMs !== null) setTimeout(giveBack, freedAfterMs);

const bin = join(import.meta.dirname, '../../harness/bin.js');
const [code] = await once(spawn(process.execPath, [bin, ...args], { stdio: 'inherit' }), 'exit');
process.exit(code ?? 99);

function giveBack(): void {
  for (const taker of takers) taker.resetAndDestroy();
}

async function takePort(): Promise<Socket> {
  const socket = connect(SERVER);
  await once(socket, 'connect');
  return socket.on('error', () => {});
}
