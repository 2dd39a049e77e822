import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Numbered } from '../../../../../harness/lab/gateways/plan/numbered.ts';

test('equal things share a name, other things never do', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (items) => {
      const names = new Numbered<string>('n_');
      const given = items.map((item) => names.nameOf(item));
      assert.equal(new Set(given).size, new Set(items).size);
      assert.deepEqual(
        names.all().map(({ item }) => item),
        [...new Set(items)],
      );
      for (const name of given) assert.match(name, /^n_\d+$/);
    }),
  );
});
