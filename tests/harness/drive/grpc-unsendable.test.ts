import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { grpcUnsendable } from '../../../harness/drive/grpc-unsendable.ts';
import { unsendable } from '../../../harness/drive/unsendable.ts';
import { HELLO_METHOD, type Probe } from '../../../harness/model/probe.ts';
import { planFor } from './rehearsal.ts';

function reason(probe: Partial<Probe> = {}, path: string = HELLO_METHOD): string | null {
  const plan = planFor({ scheme: 'grpc', port: 1, path }, {}, { method: 'POST', ...probe });
  const fault = unsendable(plan.target, plan.probe);
  if (fault === null) assert.equal(grpcUnsendable(plan.target, plan.probe), null);
  return fault;
}
const withHeader = (name: string, value: string) => reason({ headers: [[name, value]] });

describe('grpcUnsendable', () => {
  for (const [name, value] of [
    ['X-User', 'eric'],
    ['end-user', ''],
    ['Host', 'shop.example:81'],
    ['connection', 'close'],
    ['trace-bin', 'AAEC'],
    ['trace-bin', 'AAE'],
    ['trace-bin', 'AAE='],
    ['trace-bin', 'AA==, AAECAw, '],
    ['grpc-trace-bin', 'AAEC'],
    ['a.b_c-1', ' x '],
  ] as const)
    it(`sends ${name}: ${value}`, () => assert.equal(withHeader(name, value), null));

  for (const [name, value, words] of [
    ['grpc-timeout', '1S', /"grpc-timeout: 1S" is written by gRPC itself; remove it/],
    ['GRPC-Encoding', 'gzip', /written by gRPC itself/],
    ['Content-Type', 'application/json', /written by gRPC itself/],
    ['TE', 'trailers', /written by gRPC itself/],
    ['content-length', '0', /written by gRPC itself/],
    [':path', '/x', /not one word/],
    ['x!', 'a', /a name that gRPC does not allow/],
    ['trace-bin', 'not base64', /binary metadata by its name, but not base64; encode its value/],
    ['trace-bin', 'AAECA', /not base64/],
    ['trace-bin', 'AA=', /not base64/],
    ['grpc-trace-bin', '?', /not base64/],
    ['x-name', 'Zoë', /printable ASCII; use a -bin header/],
    ['x-name', 'a\tb', /printable ASCII/],
  ] as const)
    it(`refuses ${name}: ${value}`, () => assert.match(withHeader(name, value) ?? '', words));

  it('takes base64 whatever bytes it stands for, padded or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.boolean(), (bytes, padded) => {
        const text = Buffer.from(bytes).toString('base64');
        assert.equal(withHeader('x-bin', padded ? text : text.replaceAll('=', '')), null);
      }),
    );
  });

  it('wants a method, and a body only where its type is known', () => {
    for (const path of ['/', '/a', '/a/b/c', '/a/b?c', '//b', '/a/'])
      assert.match(reason({}, path) ?? '', /is not a gRPC method/, path);
    assert.equal(reason({}, '/a.B/C'), null);
    assert.match(
      reason({ body: '{}' }, '/a.B/C') ?? '',
      /the method \/a\.B\/C is called with an empty message; leave the body out/,
    );
    assert.equal(reason({ body: '{"name":"eric"}' }), null);
    assert.match(reason({ body: '{"nam":1}' }) ?? '', /^the body: HelloRequest has no field "nam"/);
  });
});
