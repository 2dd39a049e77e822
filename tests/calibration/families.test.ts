import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAMILIES } from './families/families.ts';

/** Enough for CI; `npm run calibrate` simulates more. */
const RUNS = 150;

for (const family of FAMILIES) {
  test(`${family.title}: as published`, () => {
    let compared = 0;
    for (const { label, cells } of family.rows(RUNS)) {
      assert.equal(cells.length, family.columns.length, label);
      for (const [i, { text, published, fits }] of cells.entries()) {
        assert.ok(fits, `${label}, ${family.columns[i]}: ${text}, published ${published}`);
        compared += published === null ? 0 : 1;
      }
    }
    assert.ok(compared > 0, 'nothing was compared');
  });
}
