import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { complementOf } from '../../../harness/cli/complement.ts';

test('the complement is what a person would write', () => {
  assert.equal(complementOf(0.95), 0.05);
  assert.equal(complementOf(0.05), 0.95);
  assert.equal(complementOf(0.999), 0.001);
});

test('every power that the command line takes, from 0.5 in nine digits, comes back from its risk as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 500_000_000, max: 999_999_999 }), (billionths) => {
      const power = Number(`0.${String(billionths).padStart(9, '0')}`);
      assert.equal(complementOf(complementOf(power)), power);
    }),
  );
});
