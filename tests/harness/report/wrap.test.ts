import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { columnsOf } from '../../../harness/report/printable.ts';
import { wrap } from '../../../harness/report/wrap.ts';

describe('wrap', () => {
  it('breaks at spaces', () => assert.deepEqual(wrap('one two three', 8), ['one two', 'three']));
  it('keeps a formula, a percentage and a colon with what is before them', () => {
    assert.deepEqual(wrap('abc p = 0.33', 8), ['abc', 'p = 0.33']);
    assert.deepEqual(wrap('abcd 95 %', 7), ['abcd', '95 %']);
    assert.deepEqual(wrap('at worst 59 ms late', 12), ['at worst', '59 ms late']);
    assert.deepEqual(wrap('one s', 4), ['one', 's']);
    assert.deepEqual(wrap('one 80 : two 20', 10), ['one 80 :', 'two 20']);
    assert.deepEqual(wrap('send (-n 7126)', 7), ['send', '(-n 7126)']);
  });
  it('gives a word that is too long a line of its own', () => assert.deepEqual(wrap('a bcdefgh i', 3), ['a', 'bcdefgh', 'i']));
  it('makes nothing of nothing', () => assert.deepEqual(wrap('', 10), []));

  it('loses nothing and is never longer than asked unless one piece is', () => {
    const word = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[\s=%:]|^(ms|s|min)\b/.test(text));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 5, max: 60 }), (words, columns) => {
        const lines = wrap(words.join(' '), columns);
        assert.equal(lines.join(' '), words.join(' '));
        for (const line of lines) assert.ok(columnsOf(line) <= columns || !line.includes(' '));
      }),
      { seed: 2 },
    );
  });
});
