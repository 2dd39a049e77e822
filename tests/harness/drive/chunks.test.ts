import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnswerBuffer } from '../../../harness/drive/answer-buffer.ts';
import { type ChunkPlace, readChunks } from '../../../harness/drive/chunks.ts';

function read(text: string, place: ChunkPlace = { at: 0, state: 'more' }, body = new AnswerBuffer()) {
  readChunks(Buffer.from(text), text.length, place, body);
  return { state: place.state, at: place.at, body: body.bytes.toString() };
}

const WHOLE = '4\r\nwiki\r\nA\r\n0123456789\r\n0\r\n\r\n';

test('puts the chunks together and says where they end', () => {
  assert.deepEqual(read(`${WHOLE}rest`), { state: 'done', at: WHOLE.length, body: 'wiki0123456789' });
});

test('goes on where it stopped, and adds each chunk once', () => {
  const place: ChunkPlace = { at: 0, state: 'more' };
  const body = new AnswerBuffer();
  for (let end = 0; end < WHOLE.length; end++) assert.equal(read(WHOLE.slice(0, end), place, body).state, 'more', `${end} bytes`);
  assert.deepEqual(read(WHOLE, place, body), { state: 'done', at: WHOLE.length, body: 'wiki0123456789' });
});

for (const text of [
  '4;x=y\r\nwiki\r\n',
  '4\nwiki',
  'x\r\n',
  '\r\n',
  '4\r\nwikis\r\n',
  '0\r\nx-trailer: 1\r\n\r\n',
  '12345678\r\n',
  '-1\r\n',
  ' 1\r\n',
])
  test(`leaves to undici: ${JSON.stringify(text)}`, () => assert.equal(read(text).state, 'unknown'));
