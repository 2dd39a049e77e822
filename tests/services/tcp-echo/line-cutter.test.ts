import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineCutter } from '../../../services/tcp-echo/line-cutter.ts';

const LIMIT = 12;

/** Few different bytes, so that newlines, carriage returns, NUL and broken UTF-8 meet often. */
const bytes = fc
  .uint8Array({ maxLength: 60 })
  .map((array) => Buffer.from(array.map((byte) => [0x0a, 0x0d, 0x00, 0xff, 0x61][byte % 5]!)));

/** Cuts `input` after every given number of bytes, round and round. */
function chunksOf(input: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, turn = 0; at < input.length; turn += 1) {
    const size = sizes[turn % sizes.length]!;
    chunks.push(input.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

function cutAll(chunks: readonly Buffer[], limitBytes: number) {
  const cutter = new LineCutter(limitBytes);
  const lines: string[] = [];
  for (const chunk of chunks) {
    cutter.feed(chunk);
    for (let line = cutter.next(); line !== null; line = cutter.next()) lines.push(line.toString('latin1'));
  }
  return { lines, rest: cutter.rest().toString('latin1'), overflowed: cutter.overflowed };
}

/** The same from the whole text at once. */
function expectedCut(input: Buffer, limitBytes: number) {
  const pieces = input.toString('latin1').split(/(?<=\n)/);
  const tooLong = pieces.findIndex((piece) => piece.length > limitBytes);
  if (tooLong !== -1) return { lines: pieces.slice(0, tooLong), rest: '', overflowed: true };
  const rest = pieces.at(-1)!.endsWith('\n') ? '' : pieces.pop()!;
  return { lines: pieces, rest, overflowed: false };
}

test('any chunking of any bytes gives the same lines', () => {
  fc.assert(
    fc.property(bytes, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), (input, sizes) => {
      assert.deepEqual(cutAll(chunksOf(input, sizes), LIMIT), expectedCut(input, LIMIT));
    }),
    { seed: 20_261_101, numRuns: 2_000 },
  );
});

test('a line of the limit passes with its newline, one byte more does not, in whatever chunks', () => {
  for (const sizes of [[1], [5], [100]]) {
    assert.deepEqual(cutAll(chunksOf(Buffer.from(`${'x'.repeat(LIMIT - 1)}\n`), sizes), LIMIT).overflowed, false);
    assert.deepEqual(cutAll(chunksOf(Buffer.from('x'.repeat(LIMIT)), sizes), LIMIT).rest, 'x'.repeat(LIMIT));
    assert.deepEqual(cutAll(chunksOf(Buffer.from(`${'x'.repeat(LIMIT)}\n`), sizes), LIMIT).overflowed, true);
    assert.deepEqual(cutAll(chunksOf(Buffer.from('x'.repeat(LIMIT + 1)), sizes), LIMIT).overflowed, true);
  }
});

test('after an overflow nothing more is cut and nothing is held', () => {
  const cutter = new LineCutter(2);
  cutter.feed(Buffer.from('a\nbbb\nc\n'));
  assert.equal(cutter.next()?.toString(), 'a\n');
  assert.equal(cutter.next(), null);
  assert.equal(cutter.overflowed, true);
  assert.equal(cutter.pending, false);
  assert.equal(cutter.rest().length, 0);
});

test('a chunk that is not used up cannot be overwritten', () => {
  const cutter = new LineCutter(LIMIT);
  cutter.feed(Buffer.from('a\nb'));
  cutter.next();
  assert.throws(() => cutter.feed(Buffer.from('c')), RangeError);
  assert.equal(cutter.next(), null);
  cutter.feed(Buffer.from('c\n'));
  assert.equal(cutter.next()?.toString(), 'bc\n');
});

test('a held line does not change when the chunk it came from is used again', () => {
  const cutter = new LineCutter(LIMIT);
  const chunk = Buffer.from('abc');
  cutter.feed(chunk);
  assert.equal(cutter.next(), null);
  chunk.fill('z');
  assert.equal(cutter.rest().toString(), 'abc');
});

test('a megabyte that comes byte by byte is held once, not as a million chunks', () => {
  const cutter = new LineCutter(1_048_576);
  const byte = Buffer.from('x');
  for (let count = 0; count < 1_048_575; count += 1) {
    cutter.feed(byte);
    cutter.next();
  }
  cutter.feed(Buffer.from('\n'));
  const line = cutter.next();
  assert.equal(line?.length, 1_048_576);
  assert.ok(line.buffer.byteLength <= 1_048_576, `holds ${line.buffer.byteLength} bytes`);
});
