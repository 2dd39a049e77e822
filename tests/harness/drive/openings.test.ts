import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Openings } from '../../../harness/drive/openings.ts';

test('has nothing to say when nothing stood in the way', () => {
  const openings = new Openings();
  openings.repeated.opened(3);
  assert.equal(openings.record(), null);
});

test('says what stood in the way', () => {
  const openings = new Openings();
  openings.unopened++;
  assert.deepEqual(openings.record(), { waits: [], repeated: [], unopened: 1 });
  openings.repeated.opened(1_020);
  assert.deepEqual(openings.record(), { waits: [], repeated: [{ afterS: 1, connections: 1 }], unopened: 1 });
});
