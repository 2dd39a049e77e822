import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ResettingSocket } from '../../../harness/drive/resetting-socket.ts';
import { closedPort, type LoopbackServer, rawAnswer, tcpServer } from './loopback-server.ts';
import { planFor, rehearse } from './rehearsal.ts';

/** How the server's side of a connection ended after `act`: its error code, or `fin`. */
async function goodbyeAfter(act: (socket: ResettingSocket) => void): Promise<string> {
  const heard = Promise.withResolvers<string>();
  const server = await tcpServer((socket) => {
    socket.on('error', (error) => heard.resolve('code' in error ? String(error.code) : error.message));
    socket.on('end', () => heard.resolve('fin'));
    socket.resume();
  });
  const socket = new ResettingSocket();
  socket.on('error', () => {});
  socket.connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  act(socket);
  return await heard.promise;
}

test('a goodbye is a reset', async () => {
  assert.equal(await goodbyeAfter((socket) => socket.destroy()), 'ECONNRESET');
  const reset = Object.assign(new Error('reset'), { code: 'UND_ERR_INFO' });
  assert.equal(await goodbyeAfter((socket) => socket.destroy(reset)), 'ECONNRESET');
});

test('a failure closes as any socket does', async () => {
  assert.equal(await goodbyeAfter((socket) => socket.destroy(new Error('nonsense came'))), 'fin');
});

test('destroying twice, before the connection or after the end is harmless', async () => {
  await goodbyeAfter((socket) => socket.destroy().destroy());
  const unused = new ResettingSocket();
  unused.destroy();
  const early = new ResettingSocket();
  early.connect(await closedPort(), '127.0.0.1');
  early.destroy();
  await once(early, 'close');
  assert.equal(await goodbyeAfter((socket) => socket.end(() => socket.destroy())), 'fin');
});

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const waysToClose = {
  'a connection per tcp request': ['tcp', 'ok\n'],
  'a connection per HTTP request': ['http', OK],
  'a server that says close': ['http', 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok'],
  'an HTTP/1.0 server': ['http', 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok'],
} as const;

for (const [what, [scheme, answer]] of Object.entries(waysToClose)) {
  const skip = existsSync('/proc/net/tcp') ? false : 'this system does not list its connections in /proc/net/tcp';
  test(`${what} leaves no port in TIME_WAIT`, { skip }, async () => {
    const serve =
      scheme === 'tcp' ? tcpServer((socket) => socket.once('data', () => socket.write(answer))) : tcpServer(rawAnswer(answer));
    const server: LoopbackServer = await serve;
    const freshConnections = what.includes('per');
    const { answers, end } = await rehearse(planFor({ scheme, port: server.port }, { requests: 200, freshConnections }));
    assert.deepEqual([answers.length, end.connectionsOpened], [200, 200]);
    const waiting = inTimeWait(server.port);
    assert.ok(waiting < 5, `${waiting} of 200 connections are in TIME_WAIT`);
  });
}

/** Connections to a port that the kernel keeps in TIME_WAIT (state 06). */
function inTimeWait(port: number): number {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return rows.filter(([, local, remote, state]) => state === '06' && (local?.endsWith(hex) || remote?.endsWith(hex))).length;
}
