import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byAge } from '../../../../harness/routes/istio/creation-order.ts';
import type { ManifestObject } from '../../../../harness/routes/manifest-object.ts';

const one = (name: string, createdAt: string | null, namespace = 'a') => ({
  object: { name, namespace, createdAt } as ManifestObject,
});
const names = (list: readonly { object: ManifestObject }[]) => list.map(({ object }) => `${object.namespace}/${object.name}`);

test('oldest first, then by name, then by namespace', () => {
  const { list, isKnown } = byAge([
    one('b', '2024-01-01T00:00:02Z'),
    one('z', '2024-01-01T00:00:01Z'),
    one('a', '2024-01-01T00:00:02Z', 'b'),
    one('a', '2024-01-01T00:00:02Z'),
  ]);
  assert.ok(isKnown);
  assert.deepEqual(names(list), ['a/z', 'a/a', 'b/a', 'a/b']);
});

test('one without a creation time leaves the order open; a single object has one', () => {
  assert.equal(byAge([one('b', null), one('a', '2024-01-01T00:00:02Z')]).isKnown, false);
  assert.deepEqual(names(byAge([one('b', null), one('a', null)]).list), ['a/b', 'a/a']);
  assert.equal(byAge([one('b', null)]).isKnown, true);
  assert.equal(byAge([]).isKnown, true);
});
