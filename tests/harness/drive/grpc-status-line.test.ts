import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { grpcStatusIn } from '../../../harness/drive/grpc-status-line.ts';

const codeIn = (...values: readonly string[]) => grpcStatusIn(values.flatMap((value) => ['grpc-status', value]))?.code;
const messageIn = (value: string) => grpcStatusIn(['grpc-status', '2', 'grpc-message', value])?.message.toString();

describe('grpcStatusIn', () => {
  it('is null without a status', () => {
    assert.equal(grpcStatusIn([]), null);
    assert.equal(grpcStatusIn(['grpc-message', 'x', 'x-grpc-status', '0']), null);
  });

  it('reads codes; one that gRPC does not define is UNKNOWN', () => {
    for (let code = 0; code <= 16; code++) assert.equal(codeIn(String(code)), code);
    for (const code of ['17', '99', '4294967296', '9'.repeat(400)]) assert.equal(codeIn(code), 2, code);
  });

  it('takes nothing else for a code, and not two either', () => {
    for (const text of ['', ' 0', '00', '01', '-1', '1.0', '0x1', 'OK', '0, 0', '٣']) assert.equal(codeIn(text), null, text);
    assert.equal(codeIn('0', '0'), null);
  });

  it('decodes the message and leaves broken encodings as they are', () => {
    assert.equal(messageIn('no such%20thing'), 'no such thing');
    assert.equal(messageIn('b%C3%B6se%25'), 'böse%');
    assert.equal(messageIn('100%'), '100%');
    assert.equal(messageIn('%zz%4'), '%zz%4');
    assert.equal(messageIn('%E4'), '\ufffd');
    assert.equal(messageIn(''), '');
  });

  it('decodes what servers encode', () => {
    // Everything but printable ASCII, and the percent sign itself (grpc/grpc, doc/PROTOCOL-HTTP2.md, "Responses").
    const encode = (text: string) =>
      [...Buffer.from(text)]
        .map((byte) =>
          byte < 32 || byte > 126 || byte === 37
            ? `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
            : String.fromCharCode(byte),
        )
        .join('');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(messageIn(encode(text)), text)));
  });
});
