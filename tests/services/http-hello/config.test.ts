import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ConfigError, readConfig } from '../../../services/http-hello/config.ts';

const read = (env: Record<string, string | undefined>) => readConfig(env, '192.0.2.7');

test('the defaults', () => {
  assert.deepEqual(read({}), {
    port: 8001,
    grpcPort: null,
    host: null,
    greeting: 'Hello',
    version: 'v1',
    pod: '192.0.2.7',
    backends: [],
    parallel: false,
    backendTimeoutMs: 15_000,
    requestTimeoutMs: 10_000,
    drainMs: 500,
    logRequests: false,
  });
});

test('a variable that is set but empty counts as not set', () => {
  const names = [
    'PORT',
    'GRPC_PORT',
    'HOST',
    'HELLO_LANGUAGE',
    'HELLO_GREETING',
    'HELLO_VERSION',
    'HTTP_HELLO_BACKEND',
    'HTTP_HELLO_BACKENDS',
    'POD_IP',
  ];
  assert.deepEqual(read(Object.fromEntries(names.map((name) => [name, '']))), read({}));
});

test('languages bring a greeting and a version', () => {
  const rows = [
    ['en', 'Hello', 'v1'],
    ['fr', 'Bonjour', 'v2'],
    ['es', 'Hola', 'v3'],
  ] as const;
  for (const [language, greeting, version] of rows) {
    const config = read({ HELLO_LANGUAGE: language });
    assert.deepEqual([config.greeting, config.version], [greeting, version]);
  }
  const own = read({ HELLO_LANGUAGE: 'fr', HELLO_GREETING: 'Guten Tag', HELLO_VERSION: 'canary' });
  assert.deepEqual([own.greeting, own.version], ['Guten Tag', 'canary']);
  assert.equal(read({ HELLO_LANGUAGE: 'fr', HELLO_GREETING: 'Ciao' }).version, 'v2');
});

test('one backend or several', () => {
  const one = read({ HTTP_HELLO_BACKEND: 'hello2' });
  assert.deepEqual([one.backends.map((backend) => backend.label), one.parallel], [['hello2:8001'], false]);
  const several = read({ HTTP_HELLO_BACKENDS: 'details:1, reviews' });
  assert.deepEqual([several.backends.map((backend) => backend.label), several.parallel], [['details:1', 'reviews:8001'], true]);
});

test('a wrong value is one line with the variable, the value and a fix', () => {
  const rows: [string, string][] = [
    ['PORT', 'abc'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '8e3'],
    ['PORT', '0x10'],
    ['PORT', ' 80'],
    ['PORT', '80.0'],
    ['GRPC_PORT', '65536'],
    ['GRPC_PORT', 'grpc'],
    ['GRPC_PORT', '8001'],
    ['HOST', 'a b'],
    ['HELLO_LANGUAGE', 'de'],
    ['HELLO_LANGUAGE', '__proto__'],
    ['HELLO_GREETING', 'a<-b'],
    ['HELLO_GREETING', 'a\nb'],
    ['HELLO_GREETING', ' a'],
    ['HELLO_GREETING', 'x'.repeat(65)],
    ['HELLO_VERSION', 'v 1'],
    ['HELLO_VERSION', 'v1\r\nx: y'],
    ['HELLO_VERSION', 'é'],
    ['POD_IP', '1.2.3.4)<-x'],
    ['HTTP_HELLO_BACKEND', 'a:0'],
    ['HTTP_HELLO_BACKEND', 'grpc://a/b'],
    ['HTTP_HELLO_BACKEND', 'a,b'],
    ['HTTP_HELLO_BACKENDS', 'a,,b'],
    ['HTTP_HELLO_BACKENDS', 'a,'],
    ['HTTP_HELLO_BACKENDS', 'a,b:x'],
    ['BACKEND_TIMEOUT_MS', '0'],
    ['BACKEND_TIMEOUT_MS', '1s'],
    ['REQUEST_TIMEOUT_MS', '99'],
    ['DRAIN_MS', '60001'],
    ['LOG', 'yes'],
  ];
  for (const [name, value] of rows) {
    assert.throws(
      () => read({ [name]: value }),
      (error: Error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, new RegExp(`^${name}=".+; .{8}`), `${name}=${value}`);
        assert.doesNotMatch(error.message, /\p{Cc}/u);
        return true;
      },
    );
  }
});

test('gRPC is served only when it has a port, and never on the port for HTTP', () => {
  assert.equal(read({ GRPC_PORT: '8002' }).grpcPort, 8002);
  assert.deepEqual([read({ PORT: '0', GRPC_PORT: '0' }).port, read({ PORT: '0', GRPC_PORT: '0' }).grpcPort], [0, 0]);
  assert.throws(() => read({ PORT: '9', GRPC_PORT: '9' }), /^Error: GRPC_PORT="9" is the PORT for HTTP too; give each/);
});

test('both backend variables are an error that names both', () => {
  assert.throws(
    () => read({ HTTP_HELLO_BACKEND: 'a', HTTP_HELLO_BACKENDS: 'b,c' }),
    /HTTP_HELLO_BACKEND="a" and HTTP_HELLO_BACKENDS="b,c"/,
  );
});

test('no value of any variable does anything but work or give a clear line', () => {
  const names = [
    'PORT',
    'GRPC_PORT',
    'HOST',
    'HELLO_GREETING',
    'HELLO_VERSION',
    'POD_IP',
    'HTTP_HELLO_BACKEND',
    'HTTP_HELLO_BACKENDS',
    'DRAIN_MS',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary' }), (name, value) => {
      try {
        read({ [name]: value });
      } catch (error) {
        assert.ok(error instanceof ConfigError);
        assert.doesNotMatch(error.message, /\p{Cc}/u);
      }
    }),
    { seed: 8, numRuns: 500 },
  );
});
