import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AnswerReader } from '../../../harness/drive/answer-reader.ts';
import { HeadCache } from '../../../harness/drive/head-cache.ts';
import { MAX_ANSWER_BYTES } from '../../../harness/model/observation.ts';

const SIZED = 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello';
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n';

/** Reads through memory that is used again for every piece. */
function readIn(reader: AnswerReader, pieces: readonly string[]) {
  const memory = Buffer.alloc(Math.max(...pieces.map((piece) => piece.length)));
  let progress: string = 'more';
  for (const piece of pieces) {
    memory.fill('#').write(piece, 'latin1');
    progress = reader.take(memory, piece.length);
  }
  const last = Buffer.from(pieces.at(-1) ?? '', 'latin1');
  return {
    progress,
    body: reader.body.bytes.toString('latin1'),
    untaken: () => reader.untaken(last, last.length).toString('latin1'),
  };
}

test('cut anywhere, through memory that is used again, answers stay what they are', () => {
  const reader = new AnswerReader(new HeadCache(false));
  fc.assert(
    fc.property(
      fc.constantFrom(SIZED, CHUNKED),
      fc.array(fc.nat(90), { maxLength: 8 }),
      fc.constantFrom('', 'extra'),
      (text, cuts, extra) => {
        const places = [0, ...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        pieces.push(`${pieces.pop()}${extra}`);
        reader.clear();
        const { progress, body } = readIn(
          reader,
          pieces.filter((piece) => piece !== ''),
        );
        assert.deepEqual([progress, body, reader.surplus], ['done', 'hello', extra.length]);
      },
    ),
  );
});

test('all that came can be given to somebody else', () => {
  const text = CHUNKED.replace('3\r\n', '3;x\r\n');
  for (let cut = 1; cut < text.indexOf(';'); cut++) {
    const { progress, untaken } = readIn(new AnswerReader(new HeadCache(false)), [text.slice(0, cut), text.slice(cut)]);
    assert.equal(progress, 'unknown');
    assert.equal(untaken(), text);
  }
});

test('a body beyond the limit is counted and dropped', () => {
  const reader = new AnswerReader(new HeadCache(false));
  const piece = Buffer.alloc(50_000, 'x');
  const head = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 150000\r\n\r\n');
  assert.deepEqual(
    [reader.take(head, head.length), reader.take(piece, 50_000), reader.take(piece, 50_000)],
    ['more', 'more', 'more'],
  );
  assert.equal(reader.take(piece, 50_000), 'done');
  assert.equal(reader.body.bytes.length, MAX_ANSWER_BYTES);
});
