import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { columnsOf } from '../../../harness/report/printable.ts';
import { renderText } from '../../../harness/report/text.ts';
import { CASES, HOSTILE_LABELS } from './cases.ts';
import { judged } from './judged.ts';

const PLAIN = { columns: 80, color: false };
const FOLDER = new URL('../../fixtures/reports/', import.meta.url);

/** A word that cannot be broken may be longer than the line: addresses and names. */
const tooLong = (text: string, columns: number) =>
  text.split('\n').filter((line) => columnsOf(line) > columns && /\S +\S/.test(line.trim()));

describe('renderText', () => {
  for (const [name, given] of Object.entries(CASES)) {
    it(`${name} reads as in tests/fixtures/reports/${name}.txt`, () => {
      const text = renderText(judged(given), PLAIN);
      const file = new URL(`${name}.txt`, FOLDER);
      // UPDATE_REPORTS=1 writes them anew; read every changed one before committing it.
      if (process.env.UPDATE_REPORTS) writeFileSync(file, text);
      assert.equal(text, readFileSync(file, 'utf8'));
    });

    it(`${name} holds nothing that a terminal acts on and fits 76 to 140 columns`, () => {
      for (const columns of [76, 80, 140]) {
        const text = renderText(judged(given), { columns, color: false });
        assert.doesNotMatch(text, /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        assert.deepEqual(tooLong(text, columns), []);
        assert.match(text, /^(PASS|FAIL|INCONCLUSIVE) {2}\S/);
        assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'));
        assert.doesNotMatch(text, / $/m, 'no blanks at the end of a line');
        assert.doesNotMatch(text, /undefined|NaN|null|Infinity|\[object/);
      }
    });
  }

  it('has no fixture without a case', () => {
    assert.deepEqual(
      readdirSync(FOLDER).sort(),
      Object.keys(CASES)
        .map((name) => `${name}.txt`)
        .sort(),
    );
  });

  it('colours the verdict and nothing else', () => {
    const colored = renderText(judged(CASES.fail!), { columns: 80, color: true });
    assert.ok(colored.startsWith('\u001b[1;31mFAIL\u001b[0m  tcp://'));
    assert.equal(stripVTControlCharacters(colored), renderText(judged(CASES.fail!), PLAIN));
  });

  it('prints every number that the verdict rests on', () => {
    const text = renderText(judged(CASES.fail!), PLAIN);
    for (const part of ['57.6', 'df 1', 'p = 3.2e-14', '704', '296', '800', '200', '29.6 %', 'false-alarm risk 1 %'])
      assert.ok(text.includes(part), part);
  });

  it('never prints a p-value as 0', () => {
    assert.match(renderText(judged(CASES['below-double']!), PLAIN), /p < 1e-300 \(log10\s+p =\s+-\d+\.\d\)/);
  });

  it('stays readable and quick for any label', () => {
    const label = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      fc.constantFrom(...Object.values(HOSTILE_LABELS)),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(
          label.map((text) => text.slice(0, 200)),
          { minLength: 2, maxLength: 4 },
        ),
        fc.integer({ min: 60, max: 140 }),
        (labels, columns) => {
          const weights = Object.fromEntries(labels.map((name, i) => [`${name} `, String(i + 1)]));
          const report = judged({ weights, counts: Object.fromEntries(labels.map((name) => [`${name} `, 50])), notes: labels });
          const text = renderText(report, { columns, color: false });
          assert.doesNotMatch(text, /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
          assert.ok(text.length < 50_000);
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });
});
