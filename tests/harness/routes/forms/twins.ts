import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ids, kept } from './told.ts';

/** A mistake, what it is called, and the same without the mistake. */
export type Twin = readonly [name: string, wrong: string, id: string, right: string];

/** One test for each: the wrong one is told by this name alone and not kept, the right one is kept and nothing is said. */
export const testTwins = (twins: readonly Twin[], objectOf: (spec: string) => string): void => {
  for (const [name, wrong, id, right] of twins) {
    it(name, () => {
      assert.deepEqual([...new Set(ids(objectOf(wrong)))], [id]);
      assert.deepEqual(kept(objectOf(wrong)), []);
      assert.deepEqual(ids(objectOf(right)), []);
      assert.equal(kept(objectOf(right)).length, 1);
    });
  }
};
