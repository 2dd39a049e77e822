import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { duration } from '../../../../../harness/lab/gateways/envoy/json.ts';

test('durations as protobuf reads them', () => {
  assert.deepEqual([0, 1, 25, 1_500, 10_000, 60_000, 0.000001].map(duration), [
    '0s',
    '0.001s',
    '0.025s',
    '1.5s',
    '10s',
    '60s',
    '0.000000001s',
  ]);
});

test('no duration has an exponent, and each is what it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), (microseconds) => {
      const text = duration(microseconds / 1_000);
      assert.match(text, /^\d+(\.\d{1,9})?s$/);
      assert.equal(Math.round(Number(text.slice(0, -1)) * 1e6), microseconds);
    }),
  );
});
