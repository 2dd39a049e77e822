import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FailureReason } from '../../../harness/drive/failure-kind.ts';
import { httpTransport } from '../../../harness/drive/http.ts';
import { lookupOncePerSecond } from '../../../harness/drive/lookup.ts';
import { rawAnswer, tcpServer } from './loopback-server.ts';
import { planFor } from './rehearsal.ts';

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

/** A lane to a server, and a way to send one request over it and wait for its outcome. */
function laneTo(port: number) {
  const plan = planFor({ scheme: 'http', port });
  let settle: (outcome: number | FailureReason) => void = () => {};
  const transport = httpTransport(
    plan,
    lookupOncePerSecond(plan.target.host, () => 0),
  );
  const lane = transport.openLane({ answered: (status) => settle(status), failed: (reason) => settle(reason) });
  const request = (): Promise<number | FailureReason> =>
    new Promise((resolve) => {
      settle = resolve;
      lane.send();
    });
  return { lane, request, transport };
}

for (const [what, end] of [
  ['FIN', (socket: Socket) => socket.end()],
  ['RST', (socket: Socket) => socket.resetAndDestroy()],
] as const) {
  test(`a request that meets a ${what} on the way to an idle connection moves to a new one`, async () => {
    const sockets: Socket[] = [];
    const server = await tcpServer((socket) => {
      sockets.push(socket);
      rawAnswer(OK)(socket);
    });
    const { lane, request, transport } = laneTo(server.port);
    assert.equal(await request(), 200);
    // Two turns make the connection idle in undici's eyes; then the goodbye and the next request start in one turn.
    await nextTurn();
    await nextTurn();
    const closing = once(sockets[0]!, 'close');
    end(sockets[0]!);
    assert.equal(await request(), 200);
    await closing;
    assert.equal(transport.opened, 2);
    assert.equal(lane.connection, 1);
    lane.cancel();
  });
}

test('a cancelled request says nothing more and leaves a usable lane', async () => {
  let requests = 0;
  const server = await tcpServer((socket) => {
    socket.on('data', () => requests++ === 0 || socket.write(OK));
  });
  const { lane, request, transport } = laneTo(server.port);
  const first = request();
  while (requests === 0) await nextTurn();
  assert.equal(lane.phase, 'waiting');
  lane.cancel();
  assert.equal(await request(), 200);
  assert.equal(await Promise.race([first, nextTurn('silent')]), 'silent');
  assert.equal(transport.opened, 2);
  lane.cancel();
  lane.cancel();
});

test('cancelling before the connection is there ends the attempt', async () => {
  const server = await tcpServer(rawAnswer(OK));
  const { lane, request, transport } = laneTo(server.port);
  const first = request();
  lane.cancel();
  assert.equal(await request(), 200);
  assert.equal(await Promise.race([first, nextTurn('silent')]), 'silent');
  assert.equal(transport.opened, 1);
  lane.cancel();
});

test('tells when a request goes out over a used connection, and not when it opens one', async () => {
  const server = await tcpServer(rawAnswer(OK));
  const said: string[] = [];
  let settle: () => void = () => {};
  const plan = planFor({ scheme: 'http', port: server.port });
  const lookup = lookupOncePerSecond(plan.target.host, () => 0);
  const lane = httpTransport(plan, lookup).openLane({
    written: () => said.push('written'),
    answered() {
      said.push('answered');
      settle();
    },
    failed: (reason) => assert.fail(reason.detail),
  });
  for (let request = 0; request < 3; request++) {
    await new Promise<void>((resolve) => {
      settle = resolve;
      lane.send();
    });
  }
  lane.cancel();
  assert.deepEqual(said, ['answered', 'written', 'answered', 'written', 'answered']);
});
