import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makePicker } from '../../../harness/lab/pick.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';

const counts = (weights: readonly number[], picks: number, seed: string) => {
  const random = xoshiro(seed);
  const pick = makePicker(weights, () => random.nextUniform());
  const hits = weights.map(() => 0);
  for (let i = 0; i < picks; i += 1) hits[pick()]! += 1;
  return hits;
};

test('picks follow the weights within five standard deviations', () => {
  const weights = [0.8, 0.2];
  const picks = 100_000;
  const [one = 0] = counts(weights, picks, '7');
  assert.ok(Math.abs(one - 80_000) < 5 * Math.sqrt(picks * 0.8 * 0.2), `one was picked ${one} times`);
});

test('the same seed gives the same counts, another seed others', () => {
  assert.deepEqual(counts([3, 6, 1], 1000, '42'), counts([3, 6, 1], 1000, '42'));
  assert.notDeepEqual(counts([3, 6, 1], 1000, '42'), counts([3, 6, 1], 1000, '43'));
});

test('a weight of zero is never picked, not even by the largest uniform number', () => {
  const weights = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true })), {
    minLength: 1,
    maxLength: 8,
  });
  const uniform = fc.oneof(
    fc.constant(1 - 2 ** -53),
    fc.constant(0),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  );
  fc.assert(
    fc.property(weights, uniform, (list, random) => {
      fc.pre(list.some((weight) => weight > 0));
      assert.ok((list[makePicker(list, () => random)()] ?? 0) > 0);
    }),
    { seed: 1 },
  );
});

test('weights without a positive sum are refused', () => {
  for (const weights of [[], [0, 0], [Number.NaN, 1], [Number.POSITIVE_INFINITY]])
    assert.throws(() => makePicker(weights, () => 0), RangeError);
});
