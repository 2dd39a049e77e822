import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathEdit } from '../../../../../harness/lab/gateways/plan/path-edit.ts';
import type { Match, TextTest } from '../../../../../harness/routes/route-table.ts';
import { PLACE } from './parts.ts';

const match = (test_: TextTest) =>
  ({ conditions: [{ on: 'path', test: test_, place: PLACE }], place: PLACE }) as unknown as Match;
const path = (kind: TextTest['kind'], value: string, ignoreCase = false) => match({ kind, value, ignoreCase });
const to = (value: string) => ({ kind: 'prefix', value }) as const;

test('the prefix that was compared is exchanged', () => {
  assert.deepEqual(pathEdit(to('/b'), path('prefix', '/a')), { cut: '/a', ignoreCase: false, value: '/b' });
  assert.deepEqual(pathEdit(to('/b/'), path('prefix', '/a/', true)), { cut: '/a/', ignoreCase: true, value: '/b/' });
  assert.deepEqual(pathEdit(to('/b'), null), { cut: '/', ignoreCase: false, value: '/b' });
});

test('a prefix by elements is joined by elements', () => {
  assert.deepEqual(pathEdit(to('/'), path('path-prefix', '/a')), { cut: '/a', ignoreCase: false, value: '' });
  assert.deepEqual(pathEdit(to('/b/'), path('path-prefix', '/a/')), { cut: '/a', ignoreCase: false, value: '/b' });
});

test('anything else is replaced as a whole', () => {
  for (const kind of ['exact', 'regex'] as const)
    assert.deepEqual(pathEdit(to('/b'), path(kind, '/a')), { cut: null, ignoreCase: false, value: '/b' });
  assert.deepEqual(pathEdit({ kind: 'full', value: '/b' }, path('prefix', '/a')), { cut: null, ignoreCase: false, value: '/b' });
  assert.equal(pathEdit(null, path('prefix', '/a')), null);
});
