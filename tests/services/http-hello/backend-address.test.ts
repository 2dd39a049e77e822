import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseBackend } from '../../../services/http-hello/backend-address.ts';

test('every form of a backend', () => {
  const rows: [string, string, string, string][] = [
    ['hello2', 'hello2:8001', 'http', ''],
    ['hello2:80', 'hello2:80', 'http', ''],
    ['hello3-svc.ns.svc.cluster.local', 'hello3-svc.ns.svc.cluster.local:8001', 'http', ''],
    ['127.0.0.1:9', '127.0.0.1:9', 'http', ''],
    ['[::1]:9', '[::1]:9', 'http', ''],
    ['[::1]', '[::1]:8001', 'http', ''],
    ['::1', '[::1]:8001', 'http', ''],
    ['http://hello2', 'hello2:8001', 'http', ''],
    ['http://hello2:80', 'hello2:80', 'http', ''],
    ['http://hello2/', 'hello2:8001', 'http', ''],
    ['HTTPS://[fd00::2]:443/base/', '[fd00::2]:443', 'https', '/base'],
    ['grpc://hello2', 'hello2:8002', 'grpc', ''],
    ['GRPC://[::1]/', '[::1]:8002', 'grpc', ''],
    ['grpc://hello2:8001', 'hello2:8001', 'grpc', ''],
  ];
  for (const [text, label, protocol, basePath] of rows) {
    const backend = parseBackend(text);
    assert.deepEqual([backend.label, backend.protocol, backend.basePath], [label, protocol, basePath], text);
  }
  assert.equal(parseBackend('[::1]:9').host, '::1');
});

test('everything else is refused', () => {
  const bad = [
    '',
    ' ',
    'a b',
    'hello2:',
    'hello2:0',
    'hello2:65536',
    'hello2:8e3',
    'hello2:-1',
    'hello2:99999999999',
    ':8001',
    '[::1',
    '[x]:1',
  ];
  bad.push(
    '::1:99999',
    'tcp://hello2',
    'http://',
    'http://u:p@hello2',
    'http://hello2?x',
    'http://hello2#x',
    'hello2/base',
    'http://hello2/ü',
    'grpc://hello2/base',
    'grpcs://hello2',
  );
  bad.push('hello2\n', '-x', 'http:/hello2', 'a'.repeat(300));
  for (const text of bad) assert.throws(() => parseBackend(text), Error, text);
});

test('host and port come back as written', () => {
  fc.assert(
    fc.property(
      fc.domain(),
      fc.integer({ min: 1, max: 65_535 }),
      fc.constantFrom('', 'http://', 'https://', 'grpc://'),
      (host, port, scheme) => {
        const backend = parseBackend(`${scheme}${host}:${port}`);
        assert.deepEqual([backend.host, backend.port, backend.protocol], [host, port, scheme.slice(0, -3) || 'http']);
      },
    ),
    { seed: 7 },
  );
});
