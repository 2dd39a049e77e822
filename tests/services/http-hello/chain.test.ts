import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { readChain } from './chain-grammar.ts';
import { get, startHello } from './hello-process.ts';

/** A backend that does whatever a test wants. */
async function stub(t: TestContext, listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A peer that speaks no HTTP unless the test makes it. */
async function tcpStub(t: TestContext, onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const hop = (t: TestContext, pod: string, backend: string, env: Record<string, string> = {}) =>
  startHello(t, { POD_IP: pod, HTTP_HELLO_BACKEND: backend, ...env });

test('three hops greet in one line, with the versions of the first hop in the headers', async (t) => {
  const third = await startHello(t, { POD_IP: '172.18.1.36' });
  const second = await hop(t, '192.168.0.171', `http://127.0.0.1:${third.port}/`, { HELLO_LANGUAGE: 'fr' });
  const first = await hop(t, '172.18.0.230', `127.0.0.1:${second.port}`);
  const got = await get(first.port, '/hello/eric', { 'x-envoy-attempt-count': '2', host: 'hello1.example' });
  assert.equal(got.body, 'Hello eric(172.18.0.230)<-Bonjour eric(192.168.0.171)<-Hello eric(172.18.1.36)\n');
  assert.deepEqual([got.status, got.headers['content-type']], [200, 'text/plain; charset=utf-8']);
  const names = ['x-version', 'x-pod', 'x-path', 'x-host', 'x-attempt'];
  assert.deepEqual(
    names.map((name) => got.headers[name]),
    ['v1', '172.18.0.230', '/hello/eric', 'hello1.example', '2'],
  );
  const other = await get(first.port, '/reviews/a%3C-b');
  assert.equal(other.body, 'Hello a\\x3c-b(172.18.0.230)<-Bonjour a\\x3c-b(192.168.0.171)<-Hello a\\x3c-b(172.18.1.36)\n');
  const head = await get(first.port, '/hello/eric', {}, 'HEAD');
  assert.deepEqual([head.status, head.body, head.headers['content-length']], [200, '', String(got.body.length)]);

  third.child.kill('SIGKILL');
  await third.exited;
  const broken = await get(first.port, '/hello/eric');
  assert.equal(broken.status, 502);
  assert.equal(
    broken.body,
    `Hello eric(172.18.0.230)<-Bonjour eric(192.168.0.171)<-(127.0.0.1:${third.port} failed: connect ECONNREFUSED 127.0.0.1:${third.port})\n`,
  );
});

test('several backends are called at the same time and keep their order', async (t) => {
  let waiting = 0;
  let release = (): void => undefined;
  const bothHere = new Promise<void>((resolve) => {
    release = resolve;
  });
  const answer =
    (line: string): RequestListener =>
    async (_request, response) => {
      // Neither answers before both were asked: one after the other would never end.
      waiting += 1;
      if (waiting === 2) release();
      await bothHere;
      response.end(line);
    };
  const details = await stub(t, answer('Details x(1)'));
  const reviews = await stub(t, answer('Reviews x(2)<-Ratings x(3)'));
  const page = await startHello(t, { HTTP_HELLO_BACKENDS: `${details.address},${reviews.address}` });
  const got = await get(page.port, '/productpage');
  assert.equal(got.body, 'Hello productpage(10.0.0.1)<-[Details x(1)|Reviews x(2)<-Ratings x(3)]\n');
});

test('one failing backend among several is 502, or 504 when it is late, and the others still show', async (t) => {
  const good = await stub(t, (_request, response) => response.end('Details x(1)'));
  const dead = await tcpStub(t, (socket) => socket.destroy());
  const late = await tcpStub(t, () => undefined);
  const page = await startHello(t, { HTTP_HELLO_BACKENDS: `${good.address},${dead.address}` });
  const slow = await startHello(t, { HTTP_HELLO_BACKENDS: `${good.address},${late.address}`, BACKEND_TIMEOUT_MS: '200' });
  const bad = await get(page.port, '/x');
  assert.equal(bad.status, 502);
  assert.match(bad.body, /^Hello x\(10\.0\.0\.1\)<-\[Details x\(1\)\|\(127\.0\.0\.1:\d+ failed: .*closed.*\)\]\n$/);
  const tooLate = await get(slow.port, '/x');
  assert.equal(tooLate.status, 504);
  assert.equal(readChain(tooLate.body.trimEnd()).behind[1]!.failed, true);
});

test('with the same limit everywhere the line names the hop that hangs, in time', async (t) => {
  const hanging = await tcpStub(t, () => undefined);
  const second = await hop(t, '10.0.0.2', hanging.address, { BACKEND_TIMEOUT_MS: '1000' });
  const first = await hop(t, '10.0.0.1', `127.0.0.1:${second.port}`, { BACKEND_TIMEOUT_MS: '1000' });
  const started = performance.now();
  const got = await get(first.port, '/hello/eric');
  assert.ok(performance.now() - started < 3_000);
  assert.equal(got.status, 504);
  assert.equal(
    got.body,
    `Hello eric(10.0.0.1)<-Hello eric(10.0.0.2)<-(${hanging.address} failed: timeout, no whole answer within 900 ms)\n`,
  );
});

test('an answer that trickles does not outlive the limit', async (t) => {
  const trickle = await stub(t, (_request, response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  });
  const first = await hop(t, '10.0.0.1', trickle.address, { BACKEND_TIMEOUT_MS: '300' });
  const got = await get(first.port, '/hello/eric');
  assert.deepEqual(
    [got.status, got.body],
    [504, `Hello eric(10.0.0.1)<-(${trickle.address} failed: timeout, no whole answer within 300 ms)\n`],
  );
});

test('bad answers of a backend are 502 and say why in one line', async (t) => {
  const bodies: Record<string, (socket: Socket) => void> = {
    closed: (socket) => socket.destroy(),
    garbage: (socket) => socket.end('\x1b[31mnonsense\r\n\r\n'),
    cut: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'),
    huge: (socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(70_000)}`),
    lines: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na\nb'),
    empty: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
    escape: (socket) => socket.end('HTTP/1.1 503 X\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n\x1b[31m'),
    upgrade: (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
  };
  const why: Record<string, RegExp> = {
    closed: /closed before a whole answer/,
    garbage: /not HTTP: HPE_/,
    cut: /closed before a whole answer/,
    huge: /longer than 65536 bytes/,
    lines: /more than one line/,
    empty: /empty/,
    escape: /status 503 Service Unavailable, \\x1b\\x5b31m/,
    upgrade: /switches protocols/,
  };
  const bad = await tcpStub(t, (socket) => {
    socket.once('data', (head) => bodies[/\/hello\/(\w+)/.exec(head.toString())![1]!]!(socket));
  });
  const first = await hop(t, '10.0.0.1', bad.address);
  for (const [name, pattern] of Object.entries(why)) {
    const got = await get(first.port, `/hello/${name}`);
    assert.equal(got.status, 502, name);
    assert.match(got.body, pattern);
    assert.doesNotMatch(got.body.slice(0, -1), /\p{Cc}/u);
    assert.equal(readChain(got.body.slice(0, -1)).behind[0]!.failed, true);
  }
});

test('the backend gets the same path, the trace headers as often as they came, and nothing private', async (t) => {
  const seen: IncomingMessage[] = [];
  const backend = await stub(t, (request, response) => {
    seen.push(request);
    response.end('x');
  });
  const first = await hop(t, '10.0.0.1', `http://${backend.address}/base`);
  const headers = {
    tracestate: ['a=1', 'b=2'],
    'x-request-id': 'r1',
    'end-user': 'jason',
    authorization: 'secret',
    cookie: 'a=b',
  };
  await get(first.port, '/reviews/0?x=%20y', headers);
  const [request] = seen;
  assert.deepEqual([request?.method, request?.url, request?.headers.host], ['GET', '/base/reviews/0?x=%20y', backend.address]);
  assert.deepEqual(request?.headersDistinct.tracestate, ['a=1', 'b=2']);
  assert.deepEqual([request?.headers['x-request-id'], request?.headers['end-user']], ['r1', 'jason']);
  assert.deepEqual([request?.headers.authorization, request?.headers.cookie], [undefined, undefined]);
});

test('connections to the backend are kept', async (t) => {
  const ports: (number | undefined)[] = [];
  const backend = await stub(t, (request, response) => {
    ports.push(request.socket.remotePort);
    response.end('x(1)');
  });
  const first = await hop(t, '10.0.0.1', backend.address);
  await get(first.port, '/hello/a');
  await get(first.port, '/hello/b');
  assert.equal(ports[0], ports[1]);
});

test('a kept connection that is reset at the next request is replaced once', async (t) => {
  let requests = 0;
  const backend = await tcpStub(t, (socket) => {
    let onThis = 0;
    socket.on('data', () => {
      requests += 1;
      onThis += 1;
      if (onThis > 1) socket.resetAndDestroy();
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nx(1)');
    });
  });
  const first = await hop(t, '10.0.0.1', backend.address);
  for (let index = 0; index < 5; index++) {
    assert.deepEqual((await get(first.port, '/hello/a')).body, 'Hello a(10.0.0.1)<-x(1)\n');
  }
  assert.ok(requests >= 5);
});

test('when the client goes away the backend is let go too', async (t) => {
  const { promise: called, resolve: onCalled } = Promise.withResolvers<Socket>();
  const backend = await tcpStub(t, onCalled);
  const first = await hop(t, '10.0.0.1', backend.address);
  const client = connect(first.port, '127.0.0.1');
  client.write('GET /hello/eric HTTP/1.1\r\nHost: x\r\n\r\n');
  const socket = await called;
  socket.resume();
  client.resetAndDestroy();
  await once(socket, 'close');
});

test('a hop that is its own backend ends with an answer', async (t) => {
  const holder = await startHello(t);
  const { port } = holder;
  holder.child.kill('SIGKILL');
  await holder.exited;
  const loop = await hop(t, '10.0.0.1', `127.0.0.1:${port}`, { PORT: String(port), BACKEND_TIMEOUT_MS: '2000' });
  const got = await get(loop.port, '/hello/eric');
  assert.equal(got.status, 504);
  assert.match(got.body, /<-\(127\.0\.0\.1:\d+ failed: timeout, no (time left|whole answer within \d+ ms)\)\n$/);
});
