import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { reduced, rotation } from '../../../../../harness/lab/gateways/plan/whole-weights.ts';
import { part } from './parts.ts';

test('weights become the smallest whole numbers of the same proportions', () => {
  assert.deepEqual(reduced([80, 20]), [4, 1]);
  assert.deepEqual(reduced([0, 0]), [0, 0]);
  assert.deepEqual(reduced([0, 7]), [0, 1]);
  assert.deepEqual(reduced([33, 33, 34]), [33, 33, 34]);
  assert.deepEqual(reduced([]), []);
});

test('reducing changes no proportion', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 6 }), (weights) => {
      const small = reduced(weights);
      for (const [i, a] of weights.entries())
        for (const [j, b] of weights.entries()) assert.equal(BigInt(a) * BigInt(small[j]!), BigInt(b) * BigInt(small[i]!));
    }),
  );
});

test('the pods of a version share its weight, however many they are', () => {
  const weightsOf = (...parts: Parameters<typeof rotation>[0]) => rotation(parts).map(({ host, weight }) => `${host}=${weight}`);
  assert.deepEqual(weightsOf(part(80, 'v1', [1, 1]), part(20, 'v2')), ['v1-0=2', 'v1-1=2', 'v2-0=1']);
  assert.deepEqual(weightsOf(part(90, 'v1'), part(10, 'v2', [1, 1, 1])), ['v1-0=27', 'v2-0=1', 'v2-1=1', 'v2-2=1']);
  assert.deepEqual(weightsOf(part(1, 'v1', [3, 1]), part(1, 'v2')), ['v1-0=3', 'v1-1=1', 'v2-0=4']);
});

test('every version gets its share of a rotation exactly', () => {
  const parts = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 })),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(parts, (drawn) => {
      const servers = rotation(drawn.map(([weight, weights], index) => part(weight, `v${index}`, weights)));
      const all = servers.reduce((sum, { weight }) => sum + weight, 0);
      const total = drawn.reduce((sum, [weight]) => sum + weight, 0);
      for (const [index, [weight]] of drawn.entries()) {
        const own = servers.filter(({ host }) => host.startsWith(`v${index}-`)).reduce((sum, server) => sum + server.weight, 0);
        assert.equal(BigInt(own) * BigInt(total), BigInt(weight) * BigInt(all));
      }
    }),
  );
});
