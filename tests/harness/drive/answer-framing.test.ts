import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHUNKED, framingOf, UNSAID } from '../../../harness/drive/answer-framing.ts';

const framing = (...lines: readonly (readonly [name: string, value: string])[]) =>
  framingOf(lines.flat().map((text) => Buffer.from(text)));

test('a length, chunks, or nothing said', () => {
  assert.equal(framing(['Content-Length', '012'], ['x-content-leng', '5'])?.bodyBytes, 12);
  assert.equal(framing(['TRANSFER-ENCODING', 'Chunked'])?.bodyBytes, CHUNKED);
  assert.equal(framing(['x-a', 'b'])?.bodyBytes, UNSAID);
});

test('how long the connection may rest: less than the server says, and 4 s when it says nothing', () => {
  assert.equal(framing(['x-a', 'b'])?.idleMs, 4_000);
  assert.equal(framing(['Keep-Alive', 'timeout=60, max=5'])?.idleMs, 59_500);
  assert.equal(framing(['Keep-Alive', 'max=5'], ['Connection', 'Keep-Alive'])?.idleMs, 4_000);
  assert.equal(framing(['Keep-Alive', 'timeout=60'], ['Connection', 'close'])?.idleMs, 0);
});

for (const lines of [
  [
    ['content-length', '1'],
    ['Content-Length', '1'],
  ],
  [
    ['content-length', '1'],
    ['transfer-encoding', 'chunked'],
  ],
  [['content-length', '']],
  [['content-length', '1 ']],
  [['content-length', '1e3']],
  [['transfer-encoding', 'chunked, gzip']],
  [['connection', 'close, x']],
  [['proxy-connection', 'keep-alive']],
] as const)
  test(`not plain: ${lines.join(' | ')}`, () => assert.equal(framing(...lines), null));
