import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inert, oneLineJson, quoted, visible } from '../../../services/http-hello/visible-text.ts';

const UNSAFE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

test('control characters and direction marks are shown as escapes', () => {
  assert.equal(visible('a\nb\x1b[31m\u202e\u0085\x7f'), 'a\\x0ab\\x1b[31m\\u202e\\x85\\x7f');
});

test('letters of every script, emoji and their joiners stay', () => {
  for (const text of ['Jürgen', 'Ольга', '李', 'سلام', '👩‍💻']) assert.equal(inert(text), text);
});

test('no text brings a control character through', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.doesNotMatch(visible(text), UNSAFE);
      assert.doesNotMatch(inert(text), /[\p{Cc}()[\]|<]/u);
      assert.doesNotMatch(oneLineJson({ [text]: text }), UNSAFE);
    }),
    { seed: 1 },
  );
});

test('two different names never look the same', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const back = inert(text).replace(/\\x([0-9a-f]{2})|\\u([0-9a-f]{4})/g, (_, byte, unit) =>
        String.fromCharCode(Number.parseInt(byte ?? unit, 16)),
      );
      assert.equal(back, text);
    }),
    { seed: 2 },
  );
});

test('JSON stays the same value', () => {
  fc.assert(
    fc.property(fc.dictionary(anyText, anyText), (value) => {
      assert.deepEqual(JSON.parse(oneLineJson(value)), { ...value });
    }),
    { seed: 3 },
  );
});

test('a quoted value is short', () => {
  assert.equal(quoted('a\tb'), '"a\\x09b"');
  assert.ok(quoted('x'.repeat(10_000)).length < 100);
});
