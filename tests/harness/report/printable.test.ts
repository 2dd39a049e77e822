import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { columnsOf, printable, safeJson } from '../../../harness/report/printable.ts';
import { HOSTILE_LABELS } from './cases.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.constantFrom(...Object.values(HOSTILE_LABELS).map((l) => l.slice(0, 500))),
);

describe('printable', () => {
  it('shows what must not be acted on', () => {
    assert.equal(printable('a\u001b[31mb'), 'a\\u{1b}[31mb');
    assert.equal(printable('ab\u202ecd'), 'ab\\u{202e}cd');
    assert.equal(printable('\ud800'), '\\u{d800}');
    assert.equal(printable('é 版 🚀 O’Neil'), 'é 版 🚀 O’Neil');
  });

  it('leaves nothing unsafe and never takes more columns than given', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 80 }), (given, columns) => {
        const shown = printable(given, columns);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        assert.ok(columnsOf(shown) <= columns);
        assert.ok(shown.length < 30 * columns + 30, 'marks that take no columns are limited too');
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('tells a cut text from a whole one', () => {
    assert.equal(printable('abcdef', 6), 'abcdef');
    assert.equal(printable('abcdefg', 6), 'abcde…');
    assert.equal(printable('版本版本', 6), '版本…');
  });
});

describe('safeJson', () => {
  it('reads back to the same value and holds nothing unsafe', () => {
    fc.assert(
      fc.property(text, (given) => {
        const json = safeJson({ [given]: [given] });
        assert.deepEqual(JSON.parse(json), { [given]: [given] });
        assert.doesNotMatch(json, /[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('columnsOf', () => {
  for (const [given, columns] of [
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['版本', 4],
    ['🚀', 2],
    ['한글', 4],
    ['ｆｕｌｌ', 8],
  ] as const)
    it(`${given} takes ${columns}`, () => assert.equal(columnsOf(given), columns));
});
