import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ListOrder, listLacks, oneList } from '../../../../../harness/lab/gateways/plan/one-list.ts';
import { LabError } from '../../../../../harness/lab/lab-error.ts';
import { part, split } from './parts.ts';

const ROTATION: ListOrder = { order: 'rotation', mostWeight: 256 };
const RANDOM: ListOrder = { order: 'random', mostWeight: 256 };
const NOBODY = { weight: 1, kind: 'status', status: 503 } as const;

test('servers of several versions are one list', () => {
  assert.deepEqual(
    oneList(split(part(9, 'v1'), part(1, 'v2')), ROTATION).map(({ weight }) => weight),
    [9, 1],
  );
});

test('what one list cannot say is named with its place', () => {
  const refused = [
    [split(part(9, 'v1'), NOBODY), ROTATION, /no place for what no endpoint answers/],
    [split(part(9, 'v1'), part(1, 'v2', [1, 1], 'random')), ROTATION, /cannot pick the pods of v2 in another way \(random\)/],
    [split(part(9, 'v1'), part(1, 'v2', [1, 1], 'rotation')), RANDOM, /cannot pick the pods of v2 in another way \(rotation\)/],
    [split(part(999, 'v1'), part(1, 'v2')), ROTATION, /needs weights up to 999, and 256 is the largest/],
  ] as const;
  for (const [asked, order, reason] of refused) {
    const [lack, second] = listLacks(asked, order);
    assert.match(lack?.reason ?? '', reason);
    assert.equal(second, undefined);
    assert.throws(
      () => oneList(asked, order),
      (error) => error instanceof LabError && error.message.startsWith('a.yaml:7: route: '),
    );
  }
});

test('one pod has no order, the same order is no other, and one part needs no list', () => {
  for (const asked of [
    split(part(9, 'v1', [1], 'random'), part(1, 'v2')),
    split(part(9, 'v1', [1, 1], 'rotation'), part(1, 'v2')),
    split(part(9, 'v1', [1, 1], 'least-busy')),
    split(NOBODY),
  ])
    assert.deepEqual(listLacks(asked, ROTATION), []);
});
