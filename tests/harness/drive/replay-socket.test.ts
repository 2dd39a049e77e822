import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ReplaySocket } from '../../../harness/drive/replay-socket.ts';

/** A replay over a connection that keeps what is written to it. */
function replayOf(begun: string) {
  const written: string[] = [];
  const socket = new Duplex({
    read() {},
    write(bytes, _encoding, done) {
      written.push(String(bytes));
      done();
    },
  }) as unknown as Socket;
  socket.on('error', () => {});
  return { replay: new ReplaySocket(socket, socket, Buffer.from(begun)), socket, written };
}

test('says nothing before the request is written again, which it drops; the next one goes through', async () => {
  const { replay, written } = replayOf('HTTP/1.1 ');
  replay.feed(Buffer.from('200'));
  await nextTurn();
  assert.equal(replay.read(), null);
  replay.write('GET / HTTP/1.1\r\n\r\n');
  await nextTurn();
  assert.equal(String(replay.read()), 'HTTP/1.1 200');
  replay.live();
  replay.write('the next');
  await nextTurn();
  assert.deepEqual(written, ['the next']);
});

test('what came before an orderly end is still read when the connection is gone', async () => {
  const { replay } = replayOf('the ');
  replay.write('again');
  replay.feed(Buffer.from('answer'));
  replay.ended();
  replay.gone();
  let text = '';
  for await (const piece of replay) text += piece;
  assert.equal(text, 'the answer');
});

test('ends with the connection, and the connection with it', async () => {
  const broken = replayOf('');
  broken.replay.gone();
  assert.ok(broken.replay.destroyed);
  const given = replayOf('');
  given.replay.destroy();
  await nextTurn();
  assert.ok(given.socket.destroyed);
});

test('holds the peer back while nobody reads', async () => {
  const { replay, socket } = replayOf('');
  replay.write('again');
  for (let piece = 0; piece < 100; piece++) replay.feed(Buffer.alloc(10_000));
  assert.ok(socket.isPaused());
  const drained = once(replay, 'data');
  replay.on('data', () => {});
  await drained;
  await nextTurn();
  assert.ok(!socket.isPaused());
});
