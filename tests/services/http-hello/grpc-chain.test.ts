import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { readChain } from './chain-grammar.ts';
import { clientOf, framedRequest, hello, helloStream, openStream, rawCall, startGrpcHello } from './grpc-client.ts';
import { get, startHello } from './hello-process.ts';

/** A peer that speaks no protocol unless the test makes it. */
async function tcpStub(t: TestContext, onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, sockets };
}

const behind = (t: TestContext, backend: string, env: Record<string, string> = {}) =>
  startGrpcHello(t, { HTTP_HELLO_BACKEND: backend, ...env });

test('a chain may change its protocol at every hop, and a failure behind keeps its line', async (t) => {
  const fourth = await startGrpcHello(t, { POD_IP: '10.0.0.4', HELLO_LANGUAGE: 'es' });
  const third = await behind(t, `grpc://127.0.0.1:${fourth.grpcPort}`, { POD_IP: '10.0.0.3' });
  const second = await behind(t, `127.0.0.1:${third.port}`, { POD_IP: '10.0.0.2', HELLO_LANGUAGE: 'fr' });
  const first = await behind(t, `grpc://127.0.0.1:${second.grpcPort}`);
  const line = 'Hello eric(10.0.0.1)<-Bonjour eric(10.0.0.2)<-Hello eric(10.0.0.3)<-Hola eric(10.0.0.4)';
  const client = clientOf(t, first.grpcPort);
  assert.deepEqual((await hello(client, { name: 'eric' })).lines, [line]);
  assert.equal((await get(first.port, '/reviews/eric?x=1')).body, `${line}\n`);
  assert.deepEqual(
    (await helloStream(client, { name: 'a/<b', replies: 2 })).lines,
    Array(2).fill(line.replaceAll('eric', 'a/\\x3cb')),
  );

  fourth.child.kill('SIGKILL');
  await fourth.exited;
  const failed = new RegExp(
    `^${line.slice(0, line.lastIndexOf('<-')).replace(/[()]/g, '\\$&')}<-\\(127\\.0\\.0\\.1:${fourth.grpcPort} failed: .+\\)$`,
  );
  const overGrpc = await hello(client, { name: 'eric' });
  assert.deepEqual([overGrpc.status, overGrpc.metadata['x-pod']], ['UNAVAILABLE', '10.0.0.1']);
  assert.match(overGrpc.details, failed);
  assert.equal(readChain(overGrpc.details).behind[0]!.behind[0]!.behind[0]!.failed, true);
  const overHttp = await get(first.port, '/hello/eric');
  assert.equal(overHttp.status, 502);
  assert.match(overHttp.body.trimEnd(), failed);
  const stream = await helloStream(client, { name: 'eric', replies: 5 });
  assert.deepEqual([stream.status, stream.lines], ['UNAVAILABLE', []]);
});

test('a backend that is gone is a connection refused, and is found again when it is back', async (t) => {
  const gone = await startGrpcHello(t, { POD_IP: '10.0.0.2' });
  gone.child.kill('SIGKILL');
  await gone.exited;
  const first = await behind(t, `grpc://127.0.0.1:${gone.grpcPort}`);
  const got = await get(first.port, '/hello/eric');
  assert.deepEqual(
    [got.status, got.body],
    [502, `Hello eric(10.0.0.1)<-(127.0.0.1:${gone.grpcPort} failed: connect ECONNREFUSED 127.0.0.1:${gone.grpcPort})\n`],
  );
  await startGrpcHello(t, { POD_IP: '10.0.0.2', GRPC_PORT: String(gone.grpcPort) });
  let again = await get(first.port, '/hello/eric');
  while (again.status !== 200) again = await get(first.port, '/hello/eric');
  assert.equal(again.body, 'Hello eric(10.0.0.1)<-Hello eric(10.0.0.2)\n');
});

test('many calls to a gRPC backend share one connection', async (t) => {
  const second = await startGrpcHello(t, { POD_IP: '10.0.0.2' });
  const between = await tcpStub(t, (socket) => {
    const onward = connect(second.grpcPort, '127.0.0.1');
    onward.on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  const first = await behind(t, `grpc://${between.address}`);
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => get(first.port, `/hello/${index}`)));
  assert.ok(answers.every((answer, index) => answer.body === `Hello ${index}(10.0.0.1)<-Hello ${index}(10.0.0.2)\n`));
  assert.equal(between.sockets.size, 1);
});

test('a backend that says nothing is a timeout that the line blames on it', async (t) => {
  const silent = await tcpStub(t, (socket) => socket.resume());
  const second = await behind(t, `grpc://${silent.address}`, { POD_IP: '10.0.0.2', BACKEND_TIMEOUT_MS: '1000' });
  const first = await behind(t, `grpc://127.0.0.1:${second.grpcPort}`, { BACKEND_TIMEOUT_MS: '1000' });
  const line = `Hello eric(10.0.0.1)<-Hello eric(10.0.0.2)<-(${silent.address} failed: timeout, no whole answer within 900 ms)`;
  const got = await hello(clientOf(t, first.grpcPort), { name: 'eric' });
  assert.deepEqual([got.status, got.details], ['DEADLINE_EXCEEDED', line]);
  const overHttp = await get(first.port, '/hello/eric');
  assert.deepEqual([overHttp.status, overHttp.body], [504, `${line}\n`]);
});

test('the deadline of a client is shared out like a time budget', async (t) => {
  const silent = await tcpStub(t, (socket) => socket.resume());
  const first = await behind(t, silent.address);
  const blamed = await rawCall(first.grpcPort, framedRequest({ name: 'eric' }), { 'grpc-timeout': '1000m' });
  assert.equal(blamed['grpc-status'], '4');
  const within = /no whole answer within (\d+) ms/.exec(decodeURI(String(blamed['grpc-message'])))?.[1];
  assert.ok(Number(within) > 0 && Number(within) <= 900, within);
  const metadata = await rawCall(first.grpcPort, framedRequest({ name: 'eric' }), { 'x-hello-timeout-ms': '50' });
  assert.match(decodeURI(String(metadata['grpc-message'])), /no whole answer within (50|4\d) ms/);
  const none = await rawCall(first.grpcPort, framedRequest({ name: 'eric', pause_ms: 60 }), { 'x-hello-timeout-ms': '50' });
  assert.match(decodeURI(String(none['grpc-message'])), /no time left/);
});

test('the wrong protocol on a port of a backend is a failure in the line', async (t) => {
  const second = await startGrpcHello(t, { POD_IP: '10.0.0.2' });
  const toHttp = await behind(t, `grpc://127.0.0.1:${second.port}`);
  const toGrpc = await startHello(t, { HTTP_HELLO_BACKEND: `127.0.0.1:${second.grpcPort}` });
  const closing = await tcpStub(t, (socket) => socket.destroy());
  const toNobody = await behind(t, `grpc://${closing.address}`);
  for (const { port } of [toHttp, toGrpc, toNobody]) {
    const got = await get(port, '/hello/eric');
    assert.equal(got.status, 502);
    assert.equal(readChain(got.body.trimEnd()).behind[0]!.failed, true, got.body);
  }
});

test('trace headers go from protocol to protocol, and nothing private does', async (t) => {
  const seen: IncomingMessage[] = [];
  const last = createHttpServer((request, response) => {
    seen.push(request);
    response.end('x(1)');
  }).listen(0, '127.0.0.1');
  await once(last, 'listening');
  t.after(() => {
    last.close();
    last.closeAllConnections();
  });
  const second = await behind(t, `127.0.0.1:${(last.address() as AddressInfo).port}`);
  const first = await behind(t, `grpc://127.0.0.1:${second.grpcPort}`);
  const headers = { tracestate: ['a=1', 'b=2'], 'x-request-id': 'r1', 'end-user': 'Jos\u00e9', 'grpc-trace-bin': 'AAEC/w==' };
  assert.equal((await get(first.port, '/hello/a%2Fb?x=1', { ...headers, cookie: 'secret' })).status, 200);
  const [request] = seen;
  assert.equal(request?.url, '/hello/a%2Fb');
  const names = ['x-request-id', 'end-user', 'grpc-trace-bin', 'tracestate', 'cookie'];
  assert.deepEqual(
    names.map((name) => request?.headers[name]),
    ['r1', 'Jos%C3%A9', 'AAEC/w==', 'a=1, b=2', undefined],
  );
});

test('when the client goes away the backends are let go too, over both protocols', async (t) => {
  const calls: PromiseWithResolvers<Socket>[] = [Promise.withResolvers(), Promise.withResolvers()];
  let called = 0;
  const last = await tcpStub(t, (socket) => calls[called++]!.resolve(socket));
  const second = await behind(t, last.address);
  const first = await behind(t, `grpc://127.0.0.1:${second.grpcPort}`);
  const stream = openStream(clientOf(t, first.grpcPort), { name: 'eric', replies: 2 });
  stream.on('error', () => undefined);
  const overGrpc = await calls[0]!.promise;
  overGrpc.resume();
  stream.cancel();
  await once(overGrpc, 'close');
  const client = connect(first.port, '127.0.0.1');
  client.write('GET /hello/eric HTTP/1.1\r\nHost: x\r\n\r\n');
  const overHttp = await calls[1]!.promise;
  overHttp.resume();
  client.resetAndDestroy();
  await once(overHttp, 'close');
});
