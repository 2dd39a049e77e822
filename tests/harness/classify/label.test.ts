import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { labelFrom } from '../../../harness/classify/label.ts';

fc.configureGlobal({ seed: 20260131 });

describe('labelFrom', () => {
  it('trims, and makes nothing of nothing', () => {
    assert.equal(labelFrom(' v1\r\n'), 'v1');
    for (const text of [null, '', ' \t\r\n', '\u00a0']) {
      assert.equal(labelFrom(text), null);
    }
  });

  it('cuts after 200 characters without making two answers one', () => {
    assert.equal(labelFrom('x'.repeat(200)), 'x'.repeat(200));
    const [one, two] = [labelFrom(`${'x'.repeat(500)}1`), labelFrom(`${'x'.repeat(500)}2`)];
    assert.match(one ?? '', /^x{191}#[0-9a-f]{8}…$/);
    assert.notEqual(one, two);
  });

  it('gives labels that can be saved: well formed, 1 to 201 characters, stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const label = labelFrom(text);
        assert.equal(label === null, text.trim() === '');
        assert.ok(label === null || (label.length <= 201 && label.isWellFormed()));
        assert.equal(labelFrom(text), label);
      }),
    );
  });
});
