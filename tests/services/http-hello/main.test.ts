import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { get, runHello, startHello } from './hello-process.ts';

test('the first line names the address, the version and the greeting', async (t) => {
  const hello = await startHello(t, { HOST: '', HELLO_LANGUAGE: 'fr' });
  assert.match(hello.firstLine, /^listening on (\[::\]|0\.0\.0\.0):\d+, version: v2, greeting: Bonjour$/);
  assert.equal((await get(hello.port, '/hello/eric')).body, 'Bonjour eric(10.0.0.1)\n');
});

test('a wrong value is one line on stderr and exit code 2', async () => {
  const rows: [Record<string, string>, RegExp][] = [
    [{ PORT: 'abc' }, /^http-hello: PORT="abc" is not .*; write digits only, for example PORT=8001\n$/],
    [{ HELLO_LANGUAGE: 'de' }, /^http-hello: HELLO_LANGUAGE="de" .* use en, fr or es.*\n$/],
    [{ HTTP_HELLO_BACKEND: 'a', HTTP_HELLO_BACKENDS: 'b' }, /^http-hello: .*both set.*\n$/],
  ];
  const runs = await Promise.all(rows.map(([env]) => runHello(env)));
  for (const [index, [, pattern]] of rows.entries()) {
    assert.match(runs[index]!.stderr, pattern);
    assert.deepEqual([runs[index]!.code, runs[index]!.stdout], [2, '']);
  }
});

test('an argument is one line on stderr and exit code 2', async () => {
  const { code, stderr } = await runHello({}, ['--port=1\n2']);
  assert.match(stderr, /^http-hello: argument "--port=1\\x0a2" .*\n$/);
  assert.equal(code, 2);
});

test('a taken port is one line on stderr and exit code 1', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const { code, stderr } = await runHello({ PORT: String(port), HOST: '127.0.0.1' });
  holder.close();
  assert.match(stderr, new RegExp(`^http-hello: PORT=${port} .* taken; .*\\n$`));
  assert.equal(code, 1);
});

test('a port that is taken or given twice is a line that names the variable of that port', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const taken = await runHello({ PORT: '0', GRPC_PORT: String(port), HOST: '127.0.0.1' });
  holder.close();
  assert.match(taken.stderr, new RegExp(`^http-hello: GRPC_PORT=${port} on HOST="127\\.0\\.0\\.1" is taken; .*\\n$`));
  assert.deepEqual([taken.code, taken.stdout], [1, '']);
  const twice = await runHello({ PORT: '8002', GRPC_PORT: '8002' });
  assert.match(twice.stderr, /^http-hello: GRPC_PORT="8002" is the PORT for HTTP too; .*\n$/);
  assert.deepEqual([twice.code, twice.stdout], [2, '']);
});

test('the gRPC library is loaded only when something needs it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'http-hello-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const loadsGrpc = async (name: string, env: Record<string, string>): Promise<boolean> => {
    const hello = await startHello(t, { NODE_V8_COVERAGE: join(folder, name), ...env });
    hello.child.kill('SIGTERM');
    assert.equal(await hello.exited, 0);
    const records = readdirSync(join(folder, name)).map((file) => readFileSync(join(folder, name, file), 'utf8'));
    assert.ok(records.some((record) => record.includes('http-hello/main.ts')));
    return records.some((record) => record.includes('@grpc/grpc-js'));
  };
  assert.equal(await loadsGrpc('http', { HTTP_HELLO_BACKEND: 'hello2' }), false);
  assert.equal(await loadsGrpc('served', { GRPC_PORT: '0' }), true);
  assert.equal(await loadsGrpc('called', { HTTP_HELLO_BACKENDS: 'hello2,grpc://hello3' }), true);
});

test('requests are logged only when asked for, one line each, without control characters', async (t) => {
  const hello = await startHello(t, { LOG: 'requests' });
  await get(hello.port, '/hello/a%0Ab');
  await get(hello.port, '/status/503');
  hello.child.kill('SIGTERM');
  await hello.exited;
  assert.match(hello.output().stdout, /\nGET \/hello\/a%0Ab 200 [\d.]+ ms\nGET \/status\/503 503 [\d.]+ ms\n$/);
});

test('a logged request shows the id that it came with, and no id can forge a line', async (t) => {
  const hello = await startHello(t, { LOG: 'requests' });
  const ids = ['6f1d-41', 'a b', ['one', 'two'], 'x\t\u0085GET /', '\u009b31m'];
  for (const id of ids) await get(hello.port, '/hello/eric', { 'x-weighbridge-id': id });
  await get(hello.port, '/status/503', { 'X-Weighbridge-Id': 'six' });
  await get(hello.port, '/hello/eric', { 'x-request-id': 'seven' });
  hello.child.kill('SIGTERM');
  await hello.exited;
  const lines = hello.output().stdout.trimEnd().split('\n').slice(1);
  assert.deepEqual(
    lines.map((line) => line.replace(/^GET \S+ \d+ [\d.]+ ms/, '')),
    [
      ' x-weighbridge-id=6f1d-41',
      ' x-weighbridge-id=a b',
      ' x-weighbridge-id=one, two',
      ' x-weighbridge-id=x\\x09\\x85GET /',
      ' x-weighbridge-id=\\x9b31m',
      ' x-weighbridge-id=six',
      '',
    ],
  );
});

test('a reader that closes its end of stdout does not stop the service', async (t) => {
  const hello = await startHello(t, { LOG: 'requests' });
  hello.child.stdout!.destroy();
  for (let index = 0; index < 20; index++) assert.equal((await get(hello.port, '/hello/eric')).status, 200);
});
