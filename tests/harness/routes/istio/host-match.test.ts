import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bySpecificity, intersection, isCoveredBy, overlaps } from '../../../../harness/routes/istio/host-match.ts';

const label = fc.constantFrom('a', 'b', 'com', 'x');
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
const host = fc.oneof(
  name,
  name.map((rest) => `*.${rest}`),
  fc.constant('*'),
);

test('what covers what', () => {
  assert.ok(isCoveredBy('foo.com', '*.com'));
  assert.ok(isCoveredBy('*.foo.com', '*.com'));
  assert.ok(isCoveredBy('*.com', '*'));
  assert.ok(isCoveredBy('*', '*'));
  assert.ok(!isCoveredBy('foo.com', '*.foo.com'));
  assert.ok(!isCoveredBy('*.com', '*.foo.com'));
  assert.ok(!isCoveredBy('*.com', 'foo.com'));
  assert.ok(overlaps('*.com', 'foo.com') && overlaps('foo.com', '*.com'));
  assert.deepEqual(intersection(['foo.com', '*.net'], ['*.com', 'bar.net']), ['foo.com', 'bar.net']);
  assert.deepEqual(intersection(['foo.com', '*.net'], ['*.bar.net']), ['*.bar.net']);
  assert.deepEqual(intersection(['foo.com'], ['bar.com']), []);
});

test('an intersection lies in both lists', () => {
  fc.assert(
    fc.property(fc.array(host), fc.array(host), (hosts, others) => {
      for (const both of intersection(hosts, others)) {
        assert.ok(hosts.some((one) => isCoveredBy(both, one)) && others.some((one) => isCoveredBy(both, one)));
      }
    }),
  );
});

test('covering is a partial order, and the narrower of two sorts first', () => {
  fc.assert(
    fc.property(host, host, host, (a, b, c) => {
      assert.ok(isCoveredBy(a, a));
      if (isCoveredBy(a, b) && isCoveredBy(b, c)) assert.ok(isCoveredBy(a, c));
      if (isCoveredBy(a, b) && isCoveredBy(b, a)) assert.equal(a, b);
      if (isCoveredBy(a, b) && a !== b) assert.ok(bySpecificity(a, b) < 0);
    }),
  );
});
