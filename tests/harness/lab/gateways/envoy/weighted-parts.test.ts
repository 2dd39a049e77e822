import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { weightedParts } from '../../../../../harness/lab/gateways/envoy/weighted-parts.ts';
import type { Destination, Rule } from '../../../../../harness/routes/route-table.ts';

const place = { file: 'a.yaml', line: 3 };
const ruleOf = (kind: string): Pick<Rule, 'place' | 'object'> => ({
  place,
  object: { kind, namespace: 'default', name: 'a' } as Rule['object'],
});
const destinations = (...weights: readonly number[]): readonly Destination[] =>
  weights.map((value, index) => ({ host: `h${index}`, weight: { value, isWritten: true, place } }) as Destination);

test('nothing of weight 0 stays, and the others stay in order with their weights', () => {
  const lists = fc.array(fc.nat(1_000), { minLength: 2, maxLength: 8 }).filter((weights) => weights.some((one) => one > 0));
  fc.assert(
    fc.property(lists, (weights) => {
      const parts = weightedParts(destinations(...weights), ruleOf('VirtualService'));
      assert.deepEqual(
        parts.map(({ weight }) => weight),
        weights.filter((one) => one > 0),
      );
      assert.ok(parts.every(({ destination, weight }) => destination.weight.value === weight));
    }),
  );
});

test('a single destination of Istio gets everything, whatever its weight', () => {
  assert.equal(weightedParts(destinations(0), ruleOf('VirtualService')).length, 1);
  assert.throws(
    () => weightedParts(destinations(0), ruleOf('HTTPRoute')),
    /a\.yaml:3: the weights of the rule sum to 0; give one/,
  );
});

test('weights that sum to 0 and rules without a destination are told', () => {
  assert.throws(() => weightedParts(destinations(0, 0), ruleOf('VirtualService')), /a\.yaml:3: the weights of the rule sum to 0/);
  assert.throws(() => weightedParts([], ruleOf('VirtualService')), /a\.yaml:3: the rule has no destination; add one/);
});
