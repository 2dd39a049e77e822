import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupByText, parseGroupBy } from '../../../harness/classify/group-by.ts';
import { STANDS } from '../../../harness/lab/stands.ts';

describe('STANDS', () => {
  for (const [name, stand] of Object.entries(STANDS)) {
    it(`${name} has a weight for every version and a rule that exists`, () => {
      assert.equal(stand.name, name);
      assert.equal(stand.versions.length, stand.weights.length);
      assert.equal(new Set(stand.versions).size, stand.versions.length);
      assert.equal(groupByText(parseGroupBy(stand.groupBy)), stand.groupBy);
    });
  }
});
