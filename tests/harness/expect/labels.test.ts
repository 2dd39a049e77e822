import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseLabels } from '../../../harness/expect/labels.ts';
import { writtenName } from '../../../harness/expect/version-name.ts';

fc.configureGlobal({ seed: 20260131 });

describe('parseLabels', () => {
  it('reads names', () => {
    assert.deepEqual(parseLabels('one,two'), ['one', 'two']);
    assert.deepEqual(parseLabels(' one , "a, b" '), ['one', 'a, b']);
    assert.deepEqual(parseLabels('a=b'), ['a=b']);
  });

  for (const [text, reason] of [
    ['', /no name/],
    ['a,,b', /entry 2/],
    ['a,a', /"a" stands twice/],
    ['"a"b', /text after a quoted name/],
    ['a\tb', /control character/],
    [Array.from({ length: 1001 }, (_, i) => i).join(','), /1001 names/],
  ] as const) {
    it(`refuses ${JSON.stringify(text.slice(0, 20))}`, () => {
      assert.throws(() => parseLabels(text), { name: 'RangeError', message: reason });
    });
  }

  it('reads back written names', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }), { minLength: 1 }), (names) => {
        assert.deepEqual(parseLabels(names.map(writtenName).join(',')), names);
      }),
    );
  });
});
