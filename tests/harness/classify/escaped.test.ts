import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { escaped } from '../../../harness/classify/escaped.ts';

fc.configureGlobal({ seed: 20260131 });

describe('escaped', () => {
  it('shows what is there', () => {
    assert.equal(escaped('a\tb\r\n\u001b[2J\u202e'), 'a\\tb\\r\\n\\u001b[2J\\u202e');
    assert.equal(escaped('x'.repeat(200)), 'x'.repeat(200));
    assert.equal(escaped('x'.repeat(201)), `${'x'.repeat(199)}…`);
    assert.equal(escaped('\n'.repeat(150)).length, 200);
  });

  it('is one short, well-formed line that no terminal acts on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 10, max: 200 }), (text, longest) => {
        const line = escaped(text, longest);
        assert.ok(line.length <= longest && line.isWellFormed());
        assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}\u202e]/u);
      }),
    );
  });
});
