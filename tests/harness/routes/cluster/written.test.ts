import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { at, labelsAt, listAt, numbersAt, textAt, textsAt, wholeAt } from '../../../../harness/routes/cluster/written.ts';

describe('what is written at a path', () => {
  it('finds values, items and own fields only', () => {
    const value = { spec: { ports: [{ port: 80, name: 'http' }], selector: { app: 'a', n: 1 } } };
    assert.equal(textAt(value, 'spec', 'ports', 0, 'name'), 'http');
    assert.equal(wholeAt(value, 'spec', 'ports', 0, 'port'), 80);
    assert.deepEqual(labelsAt(value, 'spec', 'selector'), { app: 'a' });
    assert.deepEqual(numbersAt(value, 'spec', 'selector'), { n: 1 });
    assert.deepEqual(textsAt({ hosts: ['a', 1, null, 'b'] }, 'hosts'), ['a', 'b']);
    assert.equal(at(value, 'spec', 'constructor'), undefined);
    assert.equal(at(value, 'spec', 'ports', 'length', 'x'), undefined);
    assert.equal(at([], '__proto__'), undefined);
  });

  it('gives nothing for what is null, or something else than asked', () => {
    for (const value of [null, undefined, 'text', 7, [], { spec: null }, { spec: { a: null } }]) {
      assert.deepEqual(listAt(value, 'spec', 'a'), []);
      assert.equal(textAt(value, 'spec', 'a'), null);
      assert.equal(wholeAt(value, 'spec', 'a'), null);
      assert.deepEqual(labelsAt(value, 'spec', 'a'), {});
    }
    assert.deepEqual(labelsAt({ a: ['x'] }, 'a'), {});
    for (const number of [-1, 1.5, Number.NaN, 2 ** 60, '3', 3n]) assert.equal(wholeAt({ number }, 'number'), null);
  });

  it('keeps labels of any name as labels', () => {
    const labels = labelsAt(JSON.parse('{"__proto__":"x","constructor":"y"}'));
    assert.deepEqual(Object.keys(labels), ['__proto__', 'constructor']);
    assert.equal(Object.getPrototypeOf(labels), Object.prototype);
  });

  it('takes any value and any path', () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.oneof(fc.string(), fc.nat(3)), { maxLength: 4 }), (value, path) => {
        assert.ok(Array.isArray(listAt(value, ...path)));
        assert.ok(Object.values(labelsAt(value, ...path)).every((text) => typeof text === 'string'));
      }),
    );
  });
});
