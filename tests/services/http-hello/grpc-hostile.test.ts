import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect as connectHttp2, constants } from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { GREETER } from '../../../services/http-hello/grpc-contract.ts';
import { clientOf, framed, framedRequest, hello, helloStream, openStream, rawCall, startGrpcHello } from './grpc-client.ts';
import { get, type HelloProcess, raw } from './hello-process.ts';

const GREETED = ['Hello eric(10.0.0.1)'];

async function samples({ port }: HelloProcess): Promise<string> {
  return (await get(port, '/metrics')).body;
}

test('bytes that are not HTTP/2 end their connection and nothing else', async (t) => {
  const served = await startGrpcHello(t);
  const client = clientOf(t, served.grpcPort);
  assert.deepEqual((await hello(client, { name: 'eric' })).lines, GREETED);
  // Closed with or without a reset: both are an end.
  const send = (bytes: Buffer | string) => raw(served.grpcPort, bytes, true).catch(() => '');
  await send('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(bytes, fc.boolean(), async (garbage, withPreface) => {
      await send(withPreface ? Buffer.concat([preface, garbage]) : Buffer.from(garbage));
    }),
    { numRuns: 40 },
  );
  assert.deepEqual((await hello(client, { name: 'eric' })).lines, GREETED);
  assert.equal(served.output().stderr, '');
});

test('who says nothing, or sends half a request, is not waited for longer than for HTTP', async (t) => {
  const served = await startGrpcHello(t, { REQUEST_TIMEOUT_MS: '300' });
  await raw(served.grpcPort, '');
  const half = framedRequest({ name: 'eric' }).subarray(0, 7);
  for (const body of [Buffer.alloc(0), half, framedRequest({ name: 'eric' })]) {
    const got = await rawCall(served.grpcPort, body, {}, false);
    assert.deepEqual([got['grpc-status'], got['x-version']], ['4', 'v1']);
    assert.match(decodeURI(got['grpc-message']!), /took too long to arrive/);
  }
  assert.match(await samples(served), /http_hello_requests_total\{path="grpc-hello",status="DEADLINE_EXCEEDED"\} 3\n/);
});

test('what is too large, not protobuf, or packed in an unknown way is refused with metadata', async (t) => {
  const served = await startGrpcHello(t);
  const rows: [string, Buffer, Record<string, string>][] = [
    ['8', framed(Buffer.alloc(65_537)), {}],
    ['8', Buffer.from([0, 255, 255, 255, 255]), {}],
    ['13', framed(Buffer.from([0x0f])), {}],
    ['12', Buffer.from([1, 0, 0, 0, 1, 0]), { 'grpc-encoding': 'zstd' }],
    ['13', Buffer.from([1, 0, 0, 0, 1, 0]), { 'grpc-encoding': 'gzip' }],
    ['13', framedRequest({ name: 'eric' }), { 'grpc-timeout': 'soon' }],
    ['12', Buffer.concat([framedRequest({ name: 'a' }), framedRequest({ name: 'b' })]), {}],
    ['12', Buffer.alloc(0), {}],
  ];
  for (const [code, body, headers] of rows) {
    const got = await rawCall(served.grpcPort, body, headers);
    assert.deepEqual([got['grpc-status'], got['x-version'], got['x-pod']], [code, 'v1', '10.0.0.1'], got['grpc-message']);
  }
  const unknown = await rawCall(served.grpcPort, framedRequest({ name: 'eric' }), { ':path': '/no.such/Method' });
  assert.equal(unknown['grpc-status'], '12');
  const notGrpc = await rawCall(served.grpcPort, Buffer.alloc(0), { 'content-type': 'application/json' });
  assert.equal(Number(notGrpc[':status']), 415);
  assert.match(await samples(served), /^http_hello_requests_in_flight 1$/m);
});

test('nothing that a stranger sends gets onto the terminal raw', async (t) => {
  const served = await startGrpcHello(t, { LOG: 'requests' });
  const headers = { 'x-weighbridge-id': 'a\u009bb', 'x-other': '\u009b31m', 'x-other-bin': '%%' };
  await rawCall(served.grpcPort, framedRequest({ name: '\x1b[31m' }), headers);
  await rawCall(served.grpcPort, framedRequest({ name: 'eric' }), { ':path': '/\u009b31m' });
  assert.equal((await rawCall(served.grpcPort, framedRequest({ name: 'eric' })))['grpc-status'], '0');
  assert.equal(served.output().stderr, '');
  assert.doesNotMatch(served.output().stdout.replaceAll('\n', ''), /\p{Cc}/u);
});

test('a client that does not read holds up its stream, not the memory, and is let go when it leaves', async (t) => {
  let asked = 0;
  const backend = createServer((_request, response) => {
    asked += 1;
    response.end('x(1)');
  }).listen(0, '127.0.0.1');
  await once(backend, 'listening');
  t.after(() => {
    backend.close();
    backend.closeAllConnections();
  });
  const served = await startGrpcHello(t, { HTTP_HELLO_BACKEND: `127.0.0.1:${(backend.address() as AddressInfo).port}` });
  const session = connectHttp2(`http://127.0.0.1:${served.grpcPort}`);
  t.after(() => session.destroy());
  const call = session.request({ ':method': 'POST', ':path': GREETER.HelloStream.path, 'content-type': 'application/grpc' });
  call.on('error', () => undefined);
  call.end(framedRequest({ name: 'x'.repeat(1_000), replies: 10_000 }));
  await once(call, 'response');
  // Without back-pressure it would go on as fast as it can: it would not rest before all 10,000 lines are made.
  let before = -1;
  let rests = 0;
  while (rests < 20) {
    await samples(served);
    rests = asked === before ? rests + 1 : 0;
    before = asked;
  }
  assert.ok(asked > 0 && asked < 1_000, String(asked));
  assert.match(await samples(served), /^http_hello_requests_in_flight 2$/m);
  call.close(constants.NGHTTP2_CANCEL);
  while (!/^http_hello_requests_in_flight 1$/m.test(await samples(served)));
  assert.match(await samples(served), /requests_total\{path="grpc-hello-stream",status="CANCELLED"\} 1\n/);
});

test('a client that reads slowly gets every line, and one that vanishes costs nothing', async (t) => {
  const served = await startGrpcHello(t);
  const slow = openStream(clientOf(t, served.grpcPort), { name: 'x'.repeat(2_000), replies: 300 });
  let lines = 0;
  for await (const _reply of slow) lines += 1;
  assert.equal(lines, 300);
  const sockets = Array.from({ length: 10 }, () => connectHttp2(`http://127.0.0.1:${served.grpcPort}`));
  for (const session of sockets) {
    session.on('error', () => undefined);
    const call = session.request({ ':method': 'POST', ':path': GREETER.Hello.path, 'content-type': 'application/grpc' });
    call.on('error', () => undefined);
    call.end(framedRequest({ name: 'eric', pause_ms: 60_000 }));
  }
  while (!/^http_hello_requests_in_flight 11$/m.test(await samples(served)));
  for (const session of sockets) session.destroy();
  while (!/^http_hello_requests_in_flight 1$/m.test(await samples(served)));
  assert.match(await samples(served), /requests_total\{path="grpc-hello",status="CANCELLED"\} 10\n/);
});

test('more calls than one connection may have wait for their turn', async (t) => {
  const served = await startGrpcHello(t);
  const client = clientOf(t, served.grpcPort);
  const calls = Array.from({ length: 1_500 }, () => hello(client, { name: 'eric', pause_ms: 1 }));
  const lines = (await Promise.all(calls)).flatMap((call) => call.lines);
  assert.equal(lines.length, 1_500);
  assert.equal((await helloStream(client, { name: 'eric', replies: 2 })).lines.length, 2);
});

test('a connection that breaks in the middle of a frame breaks alone', async (t) => {
  const served = await startGrpcHello(t);
  const client = clientOf(t, served.grpcPort);
  const socket = connect(served.grpcPort, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.from([0, 0, 9, 1])]));
  socket.resetAndDestroy();
  assert.deepEqual((await hello(client, { name: 'eric' })).lines, GREETED);
});
