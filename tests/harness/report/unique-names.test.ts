import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { uniqueNames } from '../../../harness/report/unique-names.ts';

describe('uniqueNames', () => {
  it('numbers equal names, also where the number is taken', () => {
    assert.deepEqual(uniqueNames(['a', 'b', 'a', 'a (2)', 'a']), ['a', 'b', 'a (2)', 'a (2) (2)', 'a (3)']);
  });

  it('never gives a name twice, and keeps the first of each as it is', () => {
    const name = fc.constantFrom('a', 'a (2)', 'a (3)', 'b', '');
    fc.assert(
      fc.property(fc.array(name), (names) => {
        const unique = uniqueNames(names);
        assert.equal(new Set(unique).size, names.length);
        assert.ok(unique.every((one, i) => one.startsWith(names[i]!)));
      }),
    );
  });
});
