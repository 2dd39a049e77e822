import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { OPTIONS } from '../../../harness/cli/options.ts';
import { nearest } from '../../../harness/expect/nearest.ts';

const names = Object.keys(OPTIONS);

describe('nearest', () => {
  for (const [typed, meant] of [
    ['expct', 'expect'],
    ['exepct', 'expect'],
    ['expects', 'expect'],
    ['tolerence', 'tolerance'],
    ['reqests', 'requests'],
    ['group_by', 'group-by'],
    ['verbose', null],
    ['json', null],
    ['x', null],
    ['', null],
  ] as const)
    it(`${JSON.stringify(typed)} means ${meant}`, () => assert.equal(nearest(typed, names), meant));

  it('finds nothing among nothing', () => assert.equal(nearest('expect', []), null));

  it('finds every name that lost, gained, changed or swapped one letter, or another name just as near', () => {
    const long = names.filter((name) => name.length > 4);
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(), fc.constantFrom('drop', 'add', 'change', 'swap'), (name, at, how) => {
        const i = at % (name.length - 1);
        const typed = {
          drop: name.slice(0, i) + name.slice(i + 1),
          add: `${name.slice(0, i)}z${name.slice(i)}`,
          change: `${name.slice(0, i)}z${name.slice(i + 1)}`,
          swap: name.slice(0, i) + name[i + 1] + name[i] + name.slice(i + 2),
        }[how];
        assert.notEqual(nearest(typed, names), null);
        assert.equal(nearest(typed, [name]), name);
      }),
      { seed: 1 },
    );
  });

  it('is quick for a word as long as a book', () => assert.equal(nearest('x'.repeat(1_000_000), names), null));
});
