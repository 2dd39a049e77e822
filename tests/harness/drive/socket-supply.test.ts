import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { SocketSupply } from '../../../harness/drive/socket-supply.ts';
import { tcpServer } from './loopback-server.ts';

const echo = (socket: Socket): unknown => socket.on('data', (data) => socket.write(data));

/** A supply that counts what it makes. */
function counted() {
  const made: Socket[] = [];
  const supply = new SocketSupply(() => {
    const socket = new Socket();
    socket.on('error', () => {});
    made.push(socket);
    return socket;
  });
  return { made, supply };
}

/** One whole exchange, up to what the peer said. */
async function ask(socket: Socket, port: number, text: string): Promise<string> {
  socket.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(text);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return answer.toString();
}

test('a socket whose connection was a whole one connects again, once it is closed', async () => {
  const { port, accepted } = await tcpServer(echo);
  const { made, supply } = counted();
  for (const text of ['a', 'b', 'c']) {
    const socket = supply.take();
    assert.equal(await ask(socket, port, text), text);
    const closed = once(socket, 'close');
    supply.giveBack(socket);
    assert.notEqual(supply.take(), socket, 'it is not closed yet');
    await closed;
  }
  assert.equal(accepted(), 3);
  assert.equal(made.length, 4, 'the first, and one for each time one was asked for too early');
});

test('no listener gathers on a socket that serves often', async () => {
  const { port } = await tcpServer(echo);
  const { made, supply } = counted();
  const listeners: number[] = [];
  for (let i = 0; i < 20; i++) {
    const socket = supply.take();
    await ask(socket, port, `${i}`);
    listeners.push(socket.eventNames().reduce((sum, name) => sum + socket.listenerCount(name), 0));
    const closed = once(socket, 'close');
    supply.giveBack(socket);
    await closed;
  }
  assert.equal(made.length, 1);
  assert.equal(new Set(listeners).size, 1, listeners.join(' '));
});

test('a socket serves once only that was given back while it connected, after its peer’s FIN, or with bytes left to send', async () => {
  const silent = await tcpServer((socket) => socket.pause());
  const closing = await tcpServer((socket) => socket.end());
  const { made, supply } = counted();

  const ended = supply.take();
  ended.connect(closing.port, '127.0.0.1');
  ended.resume();
  const full = supply.take();
  full.connect(silent.port, '127.0.0.1');
  await once(full, 'connect');
  // More than any two buffers of the kernel take.
  full.write(Buffer.alloc(64_000_000));
  if (!ended.readableEnded) await once(ended, 'end');
  const connecting = supply.take();
  connecting.connect(silent.port, '127.0.0.1');
  const unused = supply.take();

  const sockets = [ended, full, connecting, unused];
  const closed = sockets.map((socket) => socket.closed || once(socket, 'close'));
  for (const socket of sockets) supply.giveBack(socket);
  await Promise.all(closed);
  assert.equal(sockets.indexOf(supply.take()), -1);
  assert.equal(made.length, 5);
});
