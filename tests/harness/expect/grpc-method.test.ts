import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseGrpcMethod } from '../../../harness/expect/grpc-method.ts';

const parse = (path: string) => parseGrpcMethod(path, `grpc://h:1${path}`, 'target');

describe('parseGrpcMethod', () => {
  it('is our own method where none is written', () => assert.equal(parse('/'), '/weighbridge.hello.v1.Greeter/Hello'));

  for (const path of ['/a.B/C', '/Greeter/Hello', '/_a1.b_2.C/d_3']) it(`reads ${path}`, () => assert.equal(parse(path), path));

  it('throws nothing but a RangeError that names the flag, the value and the fix', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aB1._/-?%'), maxLength: 9 }), (text) => {
        const path = `/${text}`;
        try {
          assert.match(parse(path), /^\/[\w.]+\/\w+$/);
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
          assert.ok(error.message.startsWith(`target "grpc://h:1${path}": "${path}" is not a gRPC method; write /package.`));
        }
      }),
    );
  });
});
