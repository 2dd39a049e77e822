import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nearest } from '../../../harness/text/nearest.ts';

describe('nearest', () => {
  it('finds the word that was meant, one or two slips away', () => {
    for (const [typed, meant] of [
      ['tolerence', 'tolerance'],
      ['wieghts', 'weights'],
      ['exepct', 'expect'],
      ['targt', 'target'],
    ] as const)
      assert.equal(nearest(typed, ['expect', 'target', 'tolerance', 'weights']), meant);
  });

  it('proposes nothing that is further away, or half another word', () => {
    assert.equal(nearest('rabbit', ['expect', 'target']), null);
    assert.equal(nearest('ab', ['cd']), null);
    assert.equal(nearest('x', []), null);
  });

  it('takes any text and any list', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), fc.array(fc.string({ maxLength: 12 })), (typed, words) => {
        const found = nearest(typed, words);
        assert.ok(found === null || words.includes(found));
      }),
      { seed: 1 },
    );
  });
});
