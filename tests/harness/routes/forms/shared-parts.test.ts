import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { int32, list, object, text } from '../../../../harness/routes/forms/schema.ts';
import { sharedParts } from '../../../../harness/routes/forms/shared-parts.ts';
import { validator } from '../../../../harness/routes/forms/validator.ts';

const port = object({ number: int32(1, 5) }, 'number');
const one = object({ a: port, b: list(port), c: text() });
const two = object({ d: port });

describe('sharedParts', () => {
  it('writes once what occurs twice', () => {
    const { document, refs } = sharedParts([one, two]);
    assert.equal(Object.keys(document.$defs).length, 3);
    assert.equal(JSON.stringify(document).match(/"number"/g)?.length, 2, 'its name, and that it is required');
    assert.equal(refs.size, 3);
  });

  it('changes nothing about what is refused', () => {
    const errors = validator([one, two]);
    assert.deepEqual(errors(one, { a: { number: 1 }, b: [{ number: 5 }], c: '' }), []);
    assert.deepEqual(
      errors(one, { a: { number: 0 }, b: [{ number: 5 }, { nmber: 1 }] })
        .map(({ keyword, instancePath }) => `${keyword} ${instancePath}`)
        .sort(),
      ['additionalProperties /b/1', 'minimum /a/number', 'required /b/1'],
    );
  });

  it('refuses a schema that it was not told of', () => {
    assert.throws(() => validator([one])(two, {}), TypeError);
  });
});
