import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { spreadOf } from '../../../bench/measure/spread.ts';

test('the median is the middle one, or between the two middle ones', () => {
  assert.deepEqual(spreadOf([9, 1, 10]), { median: 9, lowest: 1, highest: 10 });
  assert.deepEqual(spreadOf([4, 1, 100, 2]), { median: 3, lowest: 1, highest: 100 });
  assert.deepEqual(spreadOf([7]), { median: 7, lowest: 7, highest: 7 });
});

test('no values have no spread', () => {
  assert.throws(() => spreadOf([]), RangeError);
});

test('at least half of the values lie on each side of the median, and the order of the values does not matter', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
      const { median, lowest, highest } = spreadOf(values);
      assert.ok(values.filter((value) => value <= median).length * 2 >= values.length);
      assert.ok(values.filter((value) => value >= median).length * 2 >= values.length);
      assert.equal(lowest, Math.min(...values));
      assert.equal(highest, Math.max(...values));
      assert.deepEqual(spreadOf([...values].reverse()), { median, lowest, highest });
    }),
  );
});
