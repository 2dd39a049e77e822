import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { data, frameServer, goaway, http2Server, ok, rehearseHttp2, reset, SETTINGS } from './http2-server.ts';
import { httpServer, rawAnswer, tcpServer } from './loopback-server.ts';
import { kindsOf } from './rehearsal.ts';

const answer = (socket: Socket, streamId: number): unknown =>
  socket.write(Buffer.concat([ok(streamId), data(streamId, 'ok', true)]));

for (const [what, onConnection] of [
  ['speaks HTTP/1.1', rawAnswer('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n', (socket) => socket.end())],
  ['echoes', (socket: Socket) => socket.on('data', (bytes) => socket.write(bytes))],
  ['greets with a line', (socket: Socket) => socket.write('one hello\n')],
  ['begins with another frame', (socket: Socket) => socket.write(goaway(0, 0))],
] as const) {
  test(`a peer that ${what} does not speak HTTP/2, which is told at once`, async () => {
    const server = await tcpServer((socket) => void onConnection(socket));
    const { failures } = await rehearseHttp2(server.port);
    assert.deepEqual(kindsOf(failures), { protocol: 4 }, failures[0]?.detail);
    assert.match(failures[0]!.detail, /^the server does not speak HTTP\/2: its first bytes are not a SETTINGS frame \(/);
    const { end } = await rehearseHttp2(server.port, { readyTimeoutMs: 60_000 });
    assert.equal(end.reason, 'never-ready');
    assert.equal(end.lastError!.kind, 'protocol');
    assert.match(end.lastError!.detail, /does not speak HTTP\/2/);
  });
}

test("Node's own HTTP/1.1 server does not speak HTTP/2 either", async () => {
  const server = await httpServer((_request, response) => response.end('hello'));
  const { failures } = await rehearseHttp2(server.port);
  assert.deepEqual(kindsOf(failures), { protocol: 4 }, failures[0]?.detail);
  assert.match(failures[0]!.detail, /does not speak HTTP\/2/);
});

for (const [what, onConnection, kind, detail] of [
  ['stays silent', () => {}, 'timeout', 'no answer within 60 ms'],
  ['hangs up', (socket: Socket) => socket.end(), 'closed', 'the peer closed the connection'],
  ['resets', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy()), 'reset', 'read ECONNRESET'],
  [
    'hangs up after its SETTINGS',
    (socket: Socket) => socket.once('data', () => socket.end(SETTINGS)),
    'closed',
    'the peer closed the connection',
  ],
] as const) {
  test(`a peer that ${what} is a failure of kind ${kind}, whatever it speaks`, async () => {
    const server = await tcpServer((socket) => void onConnection(socket));
    const { failures } = await rehearseHttp2(server.port, kind === 'timeout' ? { timeoutMs: 60 } : {});
    assert.deepEqual(kindsOf(failures), { [kind]: 4 }, failures[0]?.detail);
    assert.equal(failures[0]!.detail, detail);
  });
}

for (const streams of [1, 4]) {
  test(`a server that dismisses connections as it should costs no request, with ${streams} per connection`, async () => {
    // Each connection takes three requests and says goodbye as nginx does after keepalive_requests.
    const taken = new Map<number, number>();
    const server = await frameServer((socket, streamId, connection) => {
      const count = (taken.get(connection) ?? 0) + 1;
      taken.set(connection, count);
      if (count > 3) return;
      answer(socket, streamId);
      if (count === 3) socket.end(goaway(streamId, 0));
    });
    const { answers, failures, end } = await rehearseHttp2(server.port, { requests: 30, connections: 1, streams });
    assert.deepEqual(kindsOf(failures), {}, failures[0]?.detail);
    assert.equal(answers.length, 30);
    assert.equal(end.connectionsOpened, 10);
    const each = answers.map((a) => a.connection).sort((a, b) => a - b);
    assert.deepEqual(
      each,
      Array.from({ length: 30 }, (_, i) => Math.floor(i / 3)),
    );
  });
}

test('requests on their way when a connection is dismissed get their answers on it', async () => {
  const held: number[] = [];
  const server = await frameServer((socket, streamId, connection) => {
    if (connection > 0) {
      answer(socket, streamId);
      return;
    }
    held.push(streamId);
    // As a graceful goodbye: first an announcement, then the last stream; all answers come after that.
    if (held.length === 1) socket.write(goaway(2 ** 31 - 1, 0));
    if (held.length < 3) return;
    socket.write(goaway(streamId, 0));
    for (const id of held) answer(socket, id);
  });
  const { answers, failures } = await rehearseHttp2(server.port, { requests: 6, connections: 1, streams: 3 });
  assert.deepEqual(kindsOf(failures), {}, failures[0]?.detail);
  assert.deepEqual(
    answers.map((a) => a.connection).sort((a, b) => a - b),
    [0, 0, 0, 1, 1, 1],
  );
});

test('a request that comes after the first goodbye may be refused, and costs nothing', async () => {
  const server = await frameServer((socket, streamId, connection) => {
    if (connection > 0) answer(socket, streamId);
    // As Envoy: an announcement, refusals of what comes too late, and only then the last stream.
    else if (streamId === 1) socket.write(Buffer.concat([goaway(2 ** 31 - 1, 0), ok(1), data(1, 'ok', true)]));
    else if (streamId === 5) socket.write(Buffer.concat([reset(3, 7), reset(5, 7), goaway(1, 0)]));
  });
  const { answers, failures } = await rehearseHttp2(server.port, { requests: 9, connections: 1, streams: 3 });
  assert.deepEqual(kindsOf(failures), {}, failures[0]?.detail);
  assert.equal(answers.filter((a) => a.connection === 0).length, 1);
});

test('a server that dismisses every connection before it takes anything is told after a few', async () => {
  const server = await frameServer((socket) => socket.write(goaway(0, 0)));
  const { failures, end } = await rehearseHttp2(server.port, { requests: 2, connections: 1 });
  assert.deepEqual(kindsOf(failures), { refused: 2 });
  assert.equal(failures[0]!.detail, 'the server ended 4 connections with GOAWAY before it took the request');
  assert.equal(end.connectionsOpened, 8);
});

test('a connection ended with an error costs what was under way on it, and nothing that was not looked at', async () => {
  const server = await frameServer((socket, streamId, connection) => {
    if (connection > 0) answer(socket, streamId);
    else if (streamId === 5) socket.write(goaway(3, 11));
  });
  const { answers, failures } = await rehearseHttp2(server.port, { requests: 10, connections: 1, streams: 3 });
  assert.deepEqual(
    failures.map(({ index, kind, detail }) => [index, kind, detail]),
    [0, 1].map((index) => [index, 'protocol', 'the server ended the connection with GOAWAY ENHANCE_YOUR_CALM']),
  );
  assert.equal(answers.length, 8);
});

test('a broken connection ends all its streams, and the next requests get a new one', async () => {
  for (const [end, kind] of [
    [(socket: Socket) => socket.end(), 'closed'],
    [(socket: Socket) => socket.resetAndDestroy(), 'reset'],
    [(socket: Socket) => socket.write('HTTP/1.1 500 Oops\r\n\r\n'), 'protocol'],
  ] as const) {
    let held = 0;
    const server = await frameServer((socket, streamId, connection) => {
      if (connection > 0) answer(socket, streamId);
      else if (++held === 3) end(socket);
    });
    const { answers, failures } = await rehearseHttp2(server.port, { requests: 10, connections: 1, streams: 3 });
    assert.deepEqual(kindsOf(failures), { [kind]: 3 }, failures[0]?.detail);
    assert.ok(failures.every((f) => f.connection === 0));
    assert.deepEqual(new Set(answers.map((a) => a.connection)), new Set([1]));
  }
});

test('connections that the server ends while they are idle cost no request', async () => {
  const server = await http2Server((stream) => {
    const { session } = stream;
    stream.on('close', () => session?.close());
    stream.end('x');
  });
  const { answers, failures } = await rehearseHttp2(server.port, { requests: 20, connections: 1, ratePerSecond: 100 });
  assert.deepEqual(failures, []);
  assert.equal(answers.length, 20);
  assert.ok(server.accepted() > 10, `${server.accepted()} connections`);
});

test('a server that ends a connection while requests pour in costs none', async () => {
  let requests = 0;
  const server = await http2Server((stream) => {
    stream.end('x');
    if (++requests % 50 === 0) stream.session?.close();
  });
  const { answers, failures, end } = await rehearseHttp2(server.port, { requests: 1_000, connections: 2, streams: 8 });
  assert.deepEqual(kindsOf(failures), {}, failures[0]?.detail);
  assert.equal(answers.length, 1_000);
  assert.ok(end.connectionsOpened > 10);
});
