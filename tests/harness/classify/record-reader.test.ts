import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  anyText,
  count,
  list,
  mapping,
  oneOf,
  orMissing,
  orNull,
  record,
  text,
  yesOrNo,
} from '../../../harness/classify/record-reader.ts';

const throws = (read: () => unknown, message: string | RegExp) => assert.throws(read, { name: 'RangeError', message });

describe('record readers', () => {
  it('give back what fits', () => {
    const reader = record({
      a: count,
      b: orNull(anyText),
      c: list(yesOrNo),
      d: mapping(/^x/, 'an x', count),
      e: oneOf('p', 'q'),
    });
    const value = { a: 3, b: null, c: [true], d: { x1: 0 }, e: 'q' };
    assert.deepEqual(reader(value, '$'), value);
  });

  it('name the path and what stands there', () => {
    throws(() => record({ a: list(count) })({ a: [1, -1] }, '$'), '$.a[1] is -1 but must be a whole number from 0 to 2^53 − 1');
    throws(() => record({ a: count })({}, '$'), /^\$\.a is missing/);
    throws(() => record({ a: count })({ a: 1, 'b c': 2 }, '$'), '$["b c"] is not a known field (a)');
    throws(() => record({ a: count })([], '$'), '$ is a list but must be an object');
    throws(() => count({}, '$'), /\$ is an object/);
    throws(() => text(/^a$/u, 'an a')('\u001b', '$'), '$ is "\\u001b" but must be an a');
    throws(() => mapping(/^x/, 'an x', count)({ y: 1 }, '$'), '$.y is not an x');
    throws(() => yesOrNo(0, '$'), '$ is 0 but must be true or false');
    throws(() => oneOf('p', 'q')('r', '$'), '$ is "r" but must be "p" or "q"');
    for (const value of [1.5, 2 ** 53, Number.NaN, '1', null, true]) {
      throws(() => count(value, '$'), /must be a whole number/);
    }
  });

  it('leave out what may be missing and is, but not what is wrong', () => {
    const reader = record<{ a: number; b?: number }>({ a: count, b: orMissing(count) });
    assert.deepEqual(reader({ a: 1 }, '$'), { a: 1 });
    assert.deepEqual(reader({ a: 1, b: 2 }, '$'), { a: 1, b: 2 });
    throws(() => reader({ a: 1, b: null }, '$'), /\$\.b is null/);
    throws(() => reader({ b: 1 }, '$'), /\$\.a is missing/);
  });

  it('do not take inherited members for fields', () => {
    throws(() => record({ toString: anyText })({}, '$'), /\$\.toString is missing/);
    throws(() => record({ a: count })(JSON.parse('{"a":1,"__proto__":{}}'), '$'), /__proto__ is not a known field/);
  });
});
