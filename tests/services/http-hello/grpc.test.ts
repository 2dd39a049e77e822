import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clientOf, framedRequest, hello, helloStream, rawCall, startGrpcHello } from './grpc-client.ts';
import { get } from './hello-process.ts';

const IDENTITY = ['x-version', 'x-pod', 'x-path', 'x-host', 'x-attempt'];
const METHOD = '/weighbridge.hello.v1.Greeter/Hello';

test('the first line is the one it always was, and the second names the gRPC port', async (t) => {
  const served = await startGrpcHello(t);
  assert.match(served.firstLine, /^listening on 127\.0\.0\.1:\d+, version: v1, greeting: Hello$/);
  assert.match(served.output().stdout, /^.*\nlistening for gRPC on 127\.0\.0\.1:\d+\n$/);
  const every = await startGrpcHello(t, { HOST: '' });
  assert.match(every.output().stdout, /\nlistening for gRPC on (\[::\]|0\.0\.0\.0):\d+\n$/);
});

test('a call is greeted as over HTTP, and its metadata say who answered what', async (t) => {
  const { port, grpcPort } = await startGrpcHello(t, { HELLO_LANGUAGE: 'fr' });
  const client = clientOf(t, grpcPort);
  const got = await hello(client, { name: 'eric' }, { 'x-envoy-attempt-count': '2' });
  assert.deepEqual([got.status, got.lines], ['OK', ['Bonjour eric(10.0.0.1)']]);
  assert.deepEqual(
    IDENTITY.map((name) => got.metadata[name]),
    ['v2', '10.0.0.1', METHOD, `127.0.0.1:${grpcPort}`, '2'],
  );
  const plain = await hello(client, { name: 'eric', replies: 7 }, { 'x-envoy-attempt-count': 'many' });
  assert.deepEqual([plain.lines.length, plain.metadata['x-attempt']], [1, undefined]);
  for (const name of ['a b', 'a/b', '%', 'x<-(y)', 'ünï', '\u202e', '..']) {
    const overGrpc = await hello(client, { name });
    assert.equal(`${overGrpc.lines[0]}\n`, (await get(port, `/hello/${encodeURIComponent(name)}`)).body, name);
  }
});

test('a stream has as many lines as were asked for, with pauses between them', async (t) => {
  const { grpcPort } = await startGrpcHello(t);
  const client = clientOf(t, grpcPort);
  const three = await helloStream(client, { name: 'eric', replies: 3 });
  assert.deepEqual([three.status, three.lines], ['OK', Array(3).fill('Hello eric(10.0.0.1)')]);
  assert.equal(three.metadata['x-path'], '/weighbridge.hello.v1.Greeter/HelloStream');
  assert.equal((await helloStream(client, { name: 'eric' })).lines.length, 1);
  assert.equal((await helloStream(client, { name: 'eric', replies: 10_000 })).lines.length, 10_000);
  const started = performance.now();
  assert.equal((await helloStream(client, { name: 'eric', replies: 3, pause_ms: 100 })).lines.length, 3);
  assert.equal((await hello(client, { name: 'eric', pause_ms: 100 })).status, 'OK');
  // Timers may fire a little early by this clock.
  assert.ok(performance.now() - started > 290);
});

test('requests that make no sense are INVALID_ARGUMENT with a sentence, and still say who answered', async (t) => {
  const { grpcPort } = await startGrpcHello(t);
  const client = clientOf(t, grpcPort);
  const rows: [Parameters<typeof hello>[1], RegExp][] = [
    [{}, /name is empty/],
    [{ name: 'x'.repeat(2_042) }, /2048 bytes/],
    [{ name: 'ü'.repeat(400) }, /2048 bytes/],
    [{ name: 'x', pause_ms: 60_001 }, /pause_ms=60001 .* 60000/],
    [{ name: 'x', replies: 10_001 }, /replies=10001 .* 10000/],
  ];
  for (const [request, why] of rows) {
    for (const got of [await hello(client, request), await helloStream(client, request)]) {
      assert.deepEqual([got.status, got.lines, got.metadata['x-version']], ['INVALID_ARGUMENT', [], 'v1']);
      assert.match(got.details, why);
    }
  }
  assert.equal((await hello(client, { name: 'x'.repeat(2_041) })).status, 'OK');
});

test('no name makes a line that HTTP would not make', async (t) => {
  const { port, grpcPort } = await startGrpcHello(t);
  const client = clientOf(t, grpcPort);
  const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      const got = await hello(client, { name });
      const overHttp = await get(port, `/hello/${encodeURIComponent(name.toWellFormed())}`);
      assert.equal(`${got.lines[0]}\n`, overHttp.body);
    }),
    { numRuns: 40 },
  );
});

test('an answer without a message has its metadata in one block of headers, as gateways that retry want it', async (t) => {
  const { grpcPort } = await startGrpcHello(t);
  const got = await rawCall(grpcPort, framedRequest({ name: '' }));
  assert.deepEqual([got['grpc-status'], got['x-version'], got['x-host']], ['3', 'v1', `127.0.0.1:${grpcPort}`]);
});

test('calls count by method and status, and are logged with the id that they came with', async (t) => {
  const { port, grpcPort, child, exited, output } = await startGrpcHello(t, { LOG: 'requests' });
  const client = clientOf(t, grpcPort);
  await hello(client, { name: 'eric' }, { 'x-weighbridge-id': '6f1d-41' });
  await hello(client, { name: 'eric' });
  await hello(client, {});
  await helloStream(client, { name: 'eric', replies: 2 });
  const { body } = await get(port, '/metrics');
  const count = (path: string, status: string) =>
    Number(new RegExp(`^http_hello_requests_total\\{path="${path}",status="${status}"\\} (\\d+)$`, 'm').exec(body)?.[1]);
  assert.deepEqual(
    [count('grpc-hello', 'OK'), count('grpc-hello', 'INVALID_ARGUMENT'), count('grpc-hello-stream', 'OK')],
    [2, 1, 1],
  );
  assert.match(body, /^http_hello_requests_in_flight 1$/m);
  child.kill('SIGTERM');
  await exited;
  const lines = output()
    .stdout.split('\n')
    .filter((line) => line.startsWith('GRPC'));
  assert.deepEqual(
    lines.map((line) => line.replace(/[\d.]+ ms/, 'N ms')),
    [
      `GRPC ${METHOD} OK N ms x-weighbridge-id=6f1d-41`,
      `GRPC ${METHOD} OK N ms`,
      `GRPC ${METHOD} INVALID_ARGUMENT N ms`,
      `GRPC ${METHOD}Stream OK N ms`,
    ],
  );
});
