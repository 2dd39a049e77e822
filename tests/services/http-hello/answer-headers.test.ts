import assert from 'node:assert/strict';
import { validateHeaderValue } from 'node:http';
import { test } from 'node:test';
import fc from 'fast-check';
import { answerHeaders } from '../../../services/http-hello/answer-headers.ts';

const config = { version: 'v2', pod: '10.0.0.1' };

test('who answered and what arrived', () => {
  assert.deepEqual(answerHeaders(config, { path: '/a%20b?c', host: 'hello:8001', attempt: '3' }), {
    'x-version': 'v2',
    'x-pod': '10.0.0.1',
    'cache-control': 'no-store',
    'x-path': '/a%20b?c',
    'x-host': 'hello:8001',
    'x-attempt': '3',
  });
});

test('an attempt that is not a number is not sent back', () => {
  for (const attempt of ['', '1, 2', 'x', '-1', '1'.repeat(40), '\u0661']) {
    assert.equal(answerHeaders(config, { path: '/', host: undefined, attempt })['x-attempt'], undefined);
  }
});

test('whatever arrives, Node can send it', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 400 });
  fc.assert(
    fc.property(anyText, anyText, (path, host) => {
      for (const [name, value] of Object.entries(answerHeaders(config, { path, host, attempt: path }))) {
        validateHeaderValue(name, value);
        assert.match(value, /^[\x21-\x7e]*$/);
      }
    }),
    { seed: 9 },
  );
});
