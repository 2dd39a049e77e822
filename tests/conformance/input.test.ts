import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CaseInput, decimalText } from './input.ts';

describe('decimalText', () => {
  it('writes exponents out', () => {
    for (const [value, text] of [
      [1e-7, '0.0000001'],
      [1.25e-8, '0.0000000125'],
      [1e21, `1${'0'.repeat(21)}`],
      [1.5e22, `15${'0'.repeat(21)}`],
      [33.3, '33.3'],
      ['0.5', '0.5'],
    ] as const) {
      assert.equal(decimalText(value), text);
    }
  });
});

describe('CaseInput', () => {
  it('reports fields that nobody read', () => {
    const input = new CaseInput({ n: 5, seed: '18446744073709551615', extra: 1 });
    assert.equal(input.number('n'), 5);
    assert.equal(input.raw('seed'), '18446744073709551615');
    assert.deepEqual(input.unread(), ['extra']);
  });

  it('says what is wrong with a field', () => {
    const input = new CaseInput({ n: 'many', counts: [1, '2'], seq: '01x' });
    assert.throws(() => input.number('n'), /input n is "many"/);
    assert.throws(() => input.numbers('counts'), /input counts holds "2"/);
    assert.throws(() => input.sequence('seq'), /input seq is not a string of digits/);
    assert.throws(() => input.array('table'), /input table is not an array/);
  });
});
