import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { wrapTight } from '../../../harness/report/break-long.ts';
import { columnsOf } from '../../../harness/report/printable.ts';

describe('wrapTight', () => {
  it('breaks a name that is too long behind its dots and slashes', () => {
    assert.deepEqual(wrapTight('see reviews.bookinfo.svc.cluster.local now', 20), [
      'see',
      'reviews.bookinfo.',
      'svc.cluster.local',
      'now',
    ]);
  });

  it('breaks anywhere what has no seam', () => assert.deepEqual(wrapTight('abcdefgh', 3), ['abc', 'def', 'gh']));

  it('loses nothing and fits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })),
        fc.integer({ min: 10, max: 80 }),
        (words, columns) => {
          const text = words.join(' ').replaceAll(/\s+/gu, ' ');
          const lines = wrapTight(text, columns);
          assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
          for (const line of lines) assert.ok(columnsOf(line) <= columns, line);
        },
      ),
    );
  });
});
