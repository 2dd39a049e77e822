import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { printableBytes, withoutControls } from '../../../services/tcp-echo/printable.ts';

/** Reads the escapes back; knows nothing of how they were made. */
function bytesOf(text: string): Buffer {
  const pieces = text.match(/\\n|\\r|\\t|\\\\|\\x[0-9a-f]{2}|\\u\{[0-9a-f]+\}|[^\\]+/g) ?? [];
  assert.equal(pieces.join(''), text, 'every backslash starts an escape');
  const short = new Map([
    ['\\n', '\n'],
    ['\\r', '\r'],
    ['\\t', '\t'],
    ['\\\\', '\\'],
  ]);
  return Buffer.concat(
    pieces.map((piece) => {
      if (piece.startsWith('\\x')) return Buffer.from([Number.parseInt(piece.slice(2), 16)]);
      if (piece.startsWith('\\u')) return Buffer.from(String.fromCodePoint(Number.parseInt(piece.slice(3, -1), 16)));
      return Buffer.from(short.get(piece) ?? piece);
    }),
  );
}

const texts = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => Buffer.from(text));
const anyBytes = fc.uint8Array({ maxLength: 30 }).map((array) => Buffer.from(array));
const bytes = fc.oneof(texts, anyBytes, fc.tuple(texts, anyBytes).map(Buffer.concat));

test('printed bytes hold no control, format or line separator character and can be read back', () => {
  fc.assert(
    fc.property(bytes, (input) => {
      const text = printableBytes(input);
      assert.doesNotMatch(text, /[\p{C}\p{Zl}\p{Zp}]/u);
      assert.deepEqual(bytesOf(text), input);
    }),
    { seed: 20_261_103, numRuns: 2_000 },
  );
});

test('escapes by example', () => {
  const examples: [string | number[], string][] = [
    ['world', 'world'],
    ['Привет, 世界 é', 'Привет, 世界 é'],
    ['a\tb\r', 'a\\tb\\r'],
    ['\u{1b}[31mred', '\\x1b[31mred'],
    ['\0\x7f', '\\x00\\x7f'],
    ['back\\slash', 'back\\\\slash'],
    ['\u{85}\u{9b}31m', '\\u{85}\\u{9b}31m'],
    [[0x85], '\\x85'],
    ['\u{202e}evil\u{2066}', '\\u{202e}evil\\u{2066}'],
    ['\u{feff}mark\u{2028}', '\\u{feff}mark\\u{2028}'],
    [[0xc3, 0xa9, 0xff], '\\xc3\\xa9\\xff'],
    [[0xed, 0xa0, 0x80], '\\xed\\xa0\\x80'],
    ['', ''],
  ];
  for (const [input, expected] of examples) assert.equal(printableBytes(Buffer.from(input as string)), expected);
});

test('the operator’s own words keep their backslashes', () => {
  assert.equal(withoutControls('C:\\new\u{7}'), 'C:\\new\\x07');
});
