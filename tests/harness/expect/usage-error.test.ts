import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { usageError } from '../../../harness/expect/usage-error.ts';
import { shown } from '../../../harness/text/shown.ts';

fc.configureGlobal({ seed: 20260131 });

describe('usageError', () => {
  it('names flag, value, problem and fix', () => {
    assert.equal(
      usageError('-n', '0', 'the number is zero', 'write 1 or more').message,
      '-n "0": the number is zero; write 1 or more',
    );
  });

  it('shows any value on one short line that no terminal acts on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (value) => {
        assert.doesNotMatch(shown(value), /[\p{Cc}\p{Zl}\p{Zp}\u202e\u2066]/u);
        assert.ok(shown(value).length <= 81 * 6 + 2);
        assert.ok(shown(value).isWellFormed());
      }),
    );
    assert.equal(shown('\u001b[2J\u202e'), '"\\u001b[2J\\u202e"');
  });
});
