import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pathText, pointerPath } from '../../../../harness/routes/forms/field-path.ts';

describe('pathText', () => {
  it('writes paths as people do', () => {
    assert.equal(pathText(['spec', 'http', 0, 'route', 1, 'weight']), 'spec.http[0].route[1].weight');
    assert.equal(pathText(['metadata', 'labels', 'app.kubernetes.io/name']), 'metadata.labels["app.kubernetes.io/name"]');
    assert.equal(pathText([]), '');
  });

  it('lets no control character through', () => {
    fc.assert(fc.property(fc.array(fc.string()), (path) => assert.doesNotMatch(pathText(path), /\p{Cc}/u)));
  });
});

describe('pointerPath', () => {
  it('finds the steps again, and tells keys that are numbers from positions', () => {
    const value = { a: [{ '0': { 'b/c~d': 1 } }] };
    assert.deepEqual(pointerPath('/a/0/0/b~1c~0d', value), ['a', 0, '0', 'b/c~d']);
    assert.deepEqual(pointerPath('', value), []);
  });
});
