import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseCount } from '../../../harness/expect/count.ts';

fc.configureGlobal({ seed: 20260131 });

describe('parseCount', () => {
  it('reads decimal digits', () => {
    assert.equal(parseCount('1', '-n'), 1);
    assert.equal(parseCount('007', '-n'), 7);
    assert.equal(parseCount('9007199254740991', '-n'), Number.MAX_SAFE_INTEGER);
    fc.assert(fc.property(fc.maxSafeNat(), (count) => assert.equal(parseCount(`${count + 1 - 1 || 1}`, '-n'), count || 1)));
  });

  for (const [text, reason] of [
    ['', /missing/],
    ['0', /zero; write 1 or more/],
    ['000', /zero/],
    ['abc', /not a whole number/],
    ['1e3', /write 1000$/],
    ['1,000', /write 1000$/],
    ['10_000', /write 10000$/],
    ['0x10', /not a whole number/],
    ['1.5', /not a whole number/],
    ['-5', /not a whole number/],
    ['+5', /not a whole number/],
    [' 5', /write 5$/],
    ['٣', /not a whole number/],
    ['9007199254740992', /too large; write 9007199254740991 or less/],
    ['9'.repeat(5000), /too large/],
    ['NaN', /not a whole number/],
  ] as const) {
    it(`refuses ${JSON.stringify(text.slice(0, 20))}`, () => {
      assert.throws(() => parseCount(text, '--requests'), { name: 'RangeError', message: reason });
    });
  }

  it('keeps to a limit', () => assert.throws(() => parseCount('65', '--threads', 64), /write 64 or less/));

  it('throws nothing but a RangeError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          assert.ok(Number.isSafeInteger(parseCount(text, '-n')));
        } catch (error) {
          assert.ok(error instanceof RangeError);
          assert.doesNotMatch(error.message, /\p{Cc}/u);
        }
      }),
    );
  });
});
