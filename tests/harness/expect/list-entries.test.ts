import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { listEntries } from '../../../harness/expect/list-entries.ts';

fc.configureGlobal({ seed: 20260131 });

describe('listEntries', () => {
  it('does not cut inside a leading JSON string', () => {
    assert.deepEqual(listEntries(' "a,\\"b" = 1, c', ',', '-x'), [
      { quoted: 'a,"b', rest: '= 1' },
      { quoted: null, rest: 'c' },
    ]);
  });

  it('cuts at quotes that do not lead an entry', () => {
    assert.deepEqual(
      listEntries('a"b,c"', ',', '-x').map(({ rest }) => rest),
      ['a"b', 'c"'],
    );
  });

  it('gives back every quoted name and every plain text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (names) => {
        const entries = listEntries(names.map((name) => JSON.stringify(name)).join(','), ',', '-x');
        assert.deepEqual(
          entries.map(({ quoted }) => quoted),
          names,
        );
      }),
    );
  });

  it('gives one entry more than there are separators when nothing is quoted', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('"'));
        assert.equal(listEntries(text, ',', '-x').length, text.split(',').length);
      }),
    );
  });
});
