import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { oneLine } from '../../../harness/drive/one-line.ts';

test('keeps ordinary words as they are', () => {
  assert.equal(oneLine('connect ECONNREFUSED 127.0.0.1:9'), 'connect ECONNREFUSED 127.0.0.1:9');
  assert.equal(oneLine('Zoë 世界 👋'), 'Zoë 世界 👋');
});

test('joins lines and escapes what could steer a terminal', () => {
  assert.equal(oneLine('  wrong version number:\n  354:\r\n'), 'wrong version number: 354:');
  assert.equal(oneLine('a\x1b[31mred\x07\x9b2J'), 'a\\x1b[31mred\\x07\\x9b2J');
  assert.equal(oneLine('x\u202egnp.exe'), 'x\\u{202e}gnp.exe');
});

test('any text becomes one well-formed line of at most 200 characters without control characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 1_000 }), (text) => {
      const line = oneLine(text);
      assert.ok(line.length <= 200 && line.isWellFormed());
      assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      assert.equal(oneLine(line), line);
    }),
    { seed: 4, numRuns: 500 },
  );
});

test('a megabyte costs no more than its beginning', () => {
  assert.equal(oneLine('\x00'.repeat(1_000_000)).length, 200);
});
