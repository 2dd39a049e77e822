import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { WireReader } from '../../../harness/drive/grpc-wire.ts';

/** All fields with bytes, and how reading ended. */
function fieldsOf(message: Buffer, length = message.length) {
  const reader = new WireReader(message, length);
  const fields: [number, string][] = [];
  for (let field = reader.next(); field !== null; field = reader.next())
    fields.push([field.number, field.bytes.toString('latin1')]);
  return { fields, state: reader.state };
}

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('WireReader', () => {
  for (const [what, bytes, fields] of [
    ['nothing', '', []],
    ['a text', '0a 02 6869', [[1, 'hi']]],
    ['an empty text', '0a 00', [[1, '']]],
    ['a high field number', 'fa ff ff ff 0f 01 61', [[536_870_911, 'a']]],
    ['a length that is written longer than it need be', '0a 81 80 00 61', [[1, 'a']]],
    ['what lies behind a number of ten bytes', '10 ff ff ff ff ff ff ff ff ff 01 0a 01 61', [[1, 'a']]],
    ['what lies behind fixed numbers', '19 0000000000000000 25 00000000 0a 01 61', [[1, 'a']]],
    ['no field of a group', '1b 0a 01 78 23 24 1c 0a 01 61', [[1, 'a']]],
  ] as const)
    it(`reads ${what}`, () => assert.deepEqual(fieldsOf(hex(bytes)), { fields, state: 'good' }));

  for (const [what, bytes] of [
    ['a text that ends early', '0a 03 6869'],
    ['a tag without a value', '0a'],
    ['half a tag', '80'],
    ['a number that does not end', '10 ff'],
    ['a number of eleven bytes', '10 ffffffffffffffffffff 01'],
    ['half a fixed number', '19 0000'],
    ['field number 0', '02 00'],
    ['a tag beyond 32 bits', '8a 80 80 80 10 00'],
    ['wire type 6', '0e'],
    ['wire type 7', '0f'],
    ['a group that does not end', '1b 0a 01 78'],
    ['an end without a group', '1c'],
    ['the end of another group', '1b 24'],
    ['groups without end', '1b'.repeat(101)],
  ] as const)
    it(`refuses ${what}`, () => assert.equal(fieldsOf(hex(bytes)).state, 'malformed'));

  it('says that a message was cut, and gives what was kept of the last field', () => {
    const whole = hex('0a 02 6869 12 04 61626364');
    assert.deepEqual(fieldsOf(whole.subarray(0, 7), whole.length), {
      fields: [
        [1, 'hi'],
        [2, 'a'],
      ],
      state: 'cut',
    });
    assert.deepEqual(fieldsOf(whole.subarray(0, 5), whole.length), { fields: [[1, 'hi']], state: 'cut' });
    assert.deepEqual(fieldsOf(hex('0a 05 61'), 5), { fields: [], state: 'malformed' });
  });

  it('finds the fields that protobufjs wrote, wherever the message is cut', () => {
    const field = fc.record({
      number: fc.integer({ min: 1, max: 536_870_911 }),
      type: fc.constantFrom(0, 1, 2, 5),
      bytes: fc.uint8Array({ maxLength: 20 }),
      value: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(field, { maxLength: 6 }), fc.nat(80), (fields, kept) => {
        const writer = protobuf.Writer.create();
        for (const { number, type, bytes, value } of fields) {
          const tagged = writer.uint32(number * 8 + type);
          if (type === 2) tagged.bytes(bytes);
          else if (type === 0) tagged.uint32(value);
          else if (type === 1) tagged.fixed32(value).fixed32(value);
          else tagged.fixed32(value);
        }
        const message = Buffer.from(writer.finish());
        const texts = fields
          .filter(({ type }) => type === 2)
          .map((one) => [one.number, Buffer.from(one.bytes).toString('latin1')]);
        assert.deepEqual(fieldsOf(message), { fields: texts, state: 'good' });
        // What was kept of a longer message is never malformed, and never says anything else.
        const cut = fieldsOf(message.subarray(0, kept), message.length);
        assert.equal(cut.state, kept < message.length ? 'cut' : 'good');
        for (const [i, [number, text]] of cut.fields.entries()) {
          assert.equal(number, texts[i]?.[0]);
          assert.ok(String(texts[i]?.[1]).startsWith(text));
        }
      }),
    );
  });

  it('ends on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(80), (bytes, more) => {
        const { fields, state } = fieldsOf(Buffer.from(bytes), bytes.length + more);
        assert.ok(['good', 'cut', 'malformed'].includes(state));
        assert.ok(fields.length <= bytes.length);
      }),
    );
  });
});
