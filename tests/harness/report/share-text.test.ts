import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { shareText } from '../../../harness/report/share-text.ts';

describe('shareText', () => {
  for (const [share, text] of [
    [0.3, '30 %'],
    [1 / 3, '33.3 %'],
    [2 / 3, '66.7 %'],
    [0.0004, '0.04 %'],
    [0.9996, '99.96 %'],
    [0.29 + 0.01, '30 %'],
    [0, '0 %'],
    [1, '100 %'],
    [1e-12, '< 0.00000001 %'],
    [1 - 1e-12, '> 99.99999999 %'],
    [null, '?'],
  ] as const)
    it(`${share} is ${text}`, () => assert.equal(shareText(share), text));

  it('never makes nothing of something or everything of less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (a, b) => {
        const text = shareText(a / (a + b));
        assert.ok(text !== '0 %' && text !== '100 %', text);
        if (/^[<>]/.test(text)) return;
        assert.match(text, /^\d{1,2}(\.\d+)? %$/);
        assert.ok(Math.abs(Number.parseFloat(text) / 100 - a / (a + b)) <= 0.0005 + 1e-12);
      }),
    );
  });
});
