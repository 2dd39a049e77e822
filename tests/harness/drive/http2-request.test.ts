import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headersWithId, http2Request } from '../../../harness/drive/http2-request.ts';
import { planFor } from './rehearsal.ts';

test('says in pseudo-header fields what HTTP/1.1 says in its request line and Host', () => {
  const plain = http2Request(planFor({ scheme: 'http', port: 8080, path: '/a?b' }));
  assert.deepEqual(plain.headers, { ':method': 'GET', ':scheme': 'http', ':authority': '127.0.0.1:8080', ':path': '/a?b' });
  assert.deepEqual([plain.body, plain.isHttps, plain.fresh], [null, false, false]);
  const secure = http2Request(planFor({ scheme: 'https', port: 443, host: 'shop.example', path: '/' }, {}, { method: 'HEAD' }));
  assert.deepEqual(
    [secure.headers[':method'], secure.headers[':scheme'], secure.headers[':authority'], secure.isHttps],
    ['HEAD', 'https', 'shop.example', true],
  );
});

test('writes names in lower case, repeated ones together, and never a field of the connection', () => {
  const headers = [
    ['X-A', '1'],
    ['Connection', 'close'],
    ['HOST', 'shop.example'],
    ['x-B', ' 2 '],
    ['x-a', '3'],
  ] as const;
  const request = http2Request(planFor({ scheme: 'http', port: 80 }, {}, { headers }));
  const { ':authority': authority, 'x-a': a, 'x-b': b, ...rest } = request.headers;
  assert.deepEqual([authority, a, b], ['shop.example', ['1', '3'], '2']);
  assert.deepEqual(Object.keys(rest), [':method', ':scheme', ':path']);
  assert.equal(request.fresh, true);
});

test('tells the length of a body once', () => {
  const sent = (headers: readonly (readonly [string, string])[]) =>
    http2Request(planFor({ scheme: 'http', port: 80 }, {}, { method: 'POST', headers, body: 'größe' }));
  assert.equal(sent([]).headers['content-length'], '7');
  assert.equal(sent([['Content-Length', '7']]).headers['content-length'], '7');
  assert.equal(sent([]).body?.toString(), 'größe');
});

test('names a request without touching the others', () => {
  const request = http2Request(planFor({ scheme: 'http', port: 80 }));
  assert.equal(headersWithId(request, null), request.headers);
  assert.deepEqual(headersWithId(request, 'run-1'), { ...request.headers, 'x-weighbridge-id': 'run-1' });
  assert.equal(request.headers['x-weighbridge-id'], undefined);
});
