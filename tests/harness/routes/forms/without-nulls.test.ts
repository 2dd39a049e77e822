import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { withoutNulls } from '../../../../harness/routes/forms/without-nulls.ts';

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('withoutNulls', () => {
  it('drops fields that are null and keeps items that are', () => {
    assert.deepEqual(asJson(withoutNulls({ a: null, b: [null, { c: null, d: 0 }], e: '' })), { b: [null, { d: 0 }], e: '' });
  });

  it('hands the same value back where there is none', () => {
    const value = { a: [{ b: 1 }], c: 'd' };
    assert.equal(withoutNulls(value), value);
  });

  it('leaves the original as it was, and has nothing more to do the second time', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const before = JSON.stringify(value);
        const once = withoutNulls(value);
        assert.equal(JSON.stringify(value), before);
        assert.equal(withoutNulls(once), once);
      }),
    );
  });

  it('keeps a key __proto__ as a key', () => {
    const value = withoutNulls(JSON.parse('{"__proto__": {"a": null}, "b": null}')) as object;
    assert.deepEqual(Object.keys(value), ['__proto__']);
  });
});
