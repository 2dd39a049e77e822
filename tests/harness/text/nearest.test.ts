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

  it('finds what a search through whole tables finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 6 }), (typed, words) => {
        const distances = words.map((candidate) => distance(typed, candidate));
        const least = Math.min(...distances);
        const expected = least <= 2 && least * 2 < typed.length ? words[distances.indexOf(least)] : null;
        assert.equal(nearest(typed, words), expected);
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});

/** Optimal string alignment by its definition. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const swapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0] ? distance(a.slice(2), b.slice(2)) + 1 : 99;
  if (a[0] === b[0]) return Math.min(distance(a.slice(1), b.slice(1)), swapped);
  return 1 + Math.min(distance(a.slice(1), b), distance(a, b.slice(1)), distance(a.slice(1), b.slice(1)), swapped - 1);
}
