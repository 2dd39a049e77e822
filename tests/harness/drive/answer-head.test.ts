import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHUNKED } from '../../../harness/drive/answer-framing.ts';
import { readHead } from '../../../harness/drive/answer-head.ts';

const read = (text: string, isHead = false) => {
  const bytes = Buffer.from(text, 'latin1');
  return readHead(bytes, bytes.length, isHead);
};
const head = (...lines: string[]): string => [...lines, '', ''].join('\r\n');

test('reads status, lines, length and how long the connection may rest', () => {
  const text = head('HTTP/1.1 404 Not Found', 'X-A: b', 'content-length: 12', 'Keep-Alive: timeout=5');
  const found = read(`${text}the body`);
  assert.ok(found !== null && found !== 'more');
  assert.deepEqual(
    { ...found, headers: found.headers.map(String) },
    {
      status: 404,
      headers: ['X-A', 'b', 'content-length', '12', 'Keep-Alive', 'timeout=5'],
      bodyBytes: 12,
      idleMs: 4500,
      length: text.length,
    },
  );
});

test('asks for more as long as all is well so far', () => {
  const text = head('HTTP/1.1 200 OK', 'X-A: b', 'Content-Length: 0');
  for (let end = 0; end < text.length; end++) assert.equal(read(text.slice(0, end)), 'more', `${end} bytes`);
});

test('sees at once that an answer is not plain, before its head is complete', () => {
  for (const text of [
    'SSH',
    'HTTP/1.0',
    'HTTP/1.1 1x',
    'HTTP/1.1 200 OK\n',
    'HTTP/1.1 200 OK\r\nx-a: b\r\n c',
    'HTTP/1.1 200 OK\r\nx a',
  ])
    assert.equal(read(text), null, JSON.stringify(text));
});

for (const [lines, isHead, bodyBytes, idleMs] of [
  [['200 OK', 'content-length: 3'], false, 3, 4000],
  [['200 OK', 'content-length: 3'], true, 0, 4000],
  [['200 OK', 'transfer-encoding: chunked'], false, CHUNKED, 4000],
  [['200 OK', 'transfer-encoding: chunked'], true, 0, 4000],
  [['200 OK', 'content-length: 0', 'connection: Close'], false, 0, 0],
  [['200 OK', 'content-length: 0', 'keep-alive: timeout=0'], false, 0, 0],
  [['200 OK', 'content-length: 0', 'keep-alive: max=9, timeout=2'], false, 0, 1500],
  [['200 OK', 'content-length: 0', 'keep-alive: timeout=99999'], false, 0, 600_000],
  [['204 No Content'], false, 0, 4000],
  [['304 Not Modified', 'content-length: 0'], false, 0, 4000],
] as const) {
  test(`${lines.join(', ')}${isHead ? ' to HEAD' : ''}: ${bodyBytes} bytes follow, ${idleMs} ms of rest`, () => {
    const found = read(head(`HTTP/1.1 ${lines[0]}`, ...lines.slice(1)), isHead);
    assert.ok(found !== null && found !== 'more');
    assert.deepEqual([found.bodyBytes, found.idleMs], [bodyBytes, idleMs]);
  });
}

for (const lines of [
  ['200 OK'],
  ['200 OK', 'content-length: 1', 'content-length: 1'],
  ['200 OK', 'content-length: 1', 'transfer-encoding: chunked'],
  ['200 OK', 'content-length: 1234567890123456'],
  ['200 OK', 'transfer-encoding: gzip, chunked'],
  ['200 OK', 'content-length: 0', 'connection: upgrade'],
  ['200 OK', 'content-length: 0', 'proxy-connection: close'],
  ['204 No Content', 'content-length: 1'],
  ['304 Not Modified', 'transfer-encoding: chunked'],
  ['103 Early Hints', 'content-length: 0'],
  ['600 Odd', 'content-length: 0'],
]) {
  test(`leaves to undici: ${lines.join(', ')}`, () => assert.equal(read(head(`HTTP/1.1 ${lines[0]}`, ...lines.slice(1))), null));
}
