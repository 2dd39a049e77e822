import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { readHelloLine, writeHelloRequest } from '../../../harness/drive/hello-message.ts';

const { root } = protobuf.parse(
  `syntax = "proto3";
   message HelloRequest { string name = 1; uint32 replies = 2; uint32 pause_ms = 3; }
   message HelloReply { string line = 1; }`,
  { keepCase: true },
);
const HelloRequest = root.lookupType('HelloRequest');
const HelloReply = root.lookupType('HelloReply');
const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('writeHelloRequest', () => {
  it('writes what protobufjs writes and reads', () => {
    fc.assert(
      fc.property(text, uint32, uint32, (name, replies, pauseMs) => {
        const bytes = writeHelloRequest({ name, replies, pauseMs });
        const fields = { name, replies, pause_ms: pauseMs };
        // protobufjs writes default values that are given; they are left out here, as the official writers do.
        const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== 0));
        assert.deepEqual(bytes, Buffer.from(HelloRequest.encode(HelloRequest.create(given)).finish()));
        assert.deepEqual(HelloRequest.toObject(HelloRequest.decode(bytes), { defaults: true }), fields);
      }),
    );
  });

  it('writes nothing of a request that is all defaults', () =>
    assert.equal(writeHelloRequest({ name: '', replies: 0, pauseMs: 0 }).length, 0));
});

describe('readHelloLine', () => {
  it('reads what protobufjs writes', () => {
    fc.assert(
      fc.property(text, (line) => {
        const bytes = Buffer.from(HelloReply.encode(HelloReply.create({ line })).finish());
        assert.equal(readHelloLine(bytes)?.toString(), line);
      }),
    );
  });

  it('is empty without a line, and the last of two', () => {
    assert.equal(readHelloLine(Buffer.alloc(0))?.toString(), '');
    assert.equal(readHelloLine(Buffer.from([0x0a, 1, 97, 0x10, 1, 0x0a, 1, 98]))?.toString(), 'b');
  });

  it('skips fields that it does not know, and a line of another type', () => {
    assert.equal(readHelloLine(Buffer.from([0x12, 2, 97, 97, 0x0a, 1, 98, 0x08, 5]))?.toString(), 'b');
    assert.equal(readHelloLine(Buffer.from([0x08, 5]))?.toString(), '');
  });

  it('refuses truncated messages and texts that are not UTF-8', () => {
    assert.equal(readHelloLine(Buffer.from([0x0a, 5, 97])), null);
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80]])
      assert.equal(readHelloLine(Buffer.from([0x0a, bytes.length, ...bytes])), null, String(bytes));
  });

  it('keeps the beginning of a line that was cut, also within a character', () => {
    const bytes = Buffer.from([0x0a, 6, ...Buffer.from('aé世')]);
    for (let kept = 2; kept <= bytes.length; kept++)
      assert.deepEqual(readHelloLine(bytes.subarray(0, kept), bytes.length), bytes.subarray(2, kept));
    assert.equal(readHelloLine(Buffer.from([0x0a, 6, 97, 0xff]), 8), null);
  });

  it('reads among unknown fields what protobufjs reads', () => {
    const unknown = fc.tuple(fc.integer({ min: 2, max: 1000 }), fc.uint8Array({ maxLength: 9 }));
    fc.assert(
      fc.property(fc.array(fc.oneof(unknown, text), { maxLength: 5 }), (fields) => {
        const writer = protobuf.Writer.create();
        for (const field of fields)
          if (typeof field === 'string') writer.uint32(10).string(field);
          else writer.uint32(field[0] * 8 + 2).bytes(field[1]);
        const bytes = writer.finish();
        const { line } = HelloReply.decode(bytes) as unknown as { line: string };
        assert.equal(readHelloLine(Buffer.from(bytes))?.toString(), line);
      }),
    );
  });

  it('never throws, and gives text that stands in the message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const message = Buffer.from(bytes);
        const line = readHelloLine(message);
        assert.ok(line === null || (message.includes(line) && Buffer.from(line.toString()).equals(line)));
      }),
    );
  });
});
