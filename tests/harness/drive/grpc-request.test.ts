import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GrpcAnswer } from '../../../harness/drive/grpc-answer.ts';
import { grpcRequest } from '../../../harness/drive/grpc-request.ts';
import { HELLO_METHOD, type Probe, type Scheme } from '../../../harness/model/probe.ts';
import { planFor } from './rehearsal.ts';

const requestFor = (scheme: Scheme, path: string, probe: Partial<Probe> = {}) =>
  grpcRequest(planFor({ scheme, port: 50051, path }, {}, { method: 'POST', ...probe }));

describe('grpcRequest', () => {
  it('is a POST of the method with what makes a call of it, and the metadata of the probe', () => {
    const headers = [
      ['Host', 'shop.example'],
      ['X-User', 'eric'],
    ] as const;
    const request = requestFor('grpc', HELLO_METHOD, { headers });
    assert.deepEqual(request.headers, {
      'content-type': 'application/grpc',
      te: 'trailers',
      'grpc-accept-encoding': 'identity',
      ':method': 'POST',
      ':scheme': 'http',
      ':authority': 'shop.example',
      ':path': '/weighbridge.hello.v1.Greeter/Hello',
      'x-user': 'eric',
    });
    assert.ok(request.newAnswer() instanceof GrpcAnswer);
    assert.equal(request.nameOfReset?.(8), 'gRPC CANCELLED');
  });

  it('says the scheme and the port that are meant', () => {
    assert.equal(requestFor('grpcs', HELLO_METHOD).headers[':scheme'], 'https');
    assert.equal(requestFor('grpcs', HELLO_METHOD).headers[':authority'], '127.0.0.1:50051');
  });

  it('carries a HelloRequest for our own methods, an empty message for any other', () => {
    const bodyOf = (path: string, body: string | null = null) => requestFor('grpc', path, { body }).body?.toString('hex');
    assert.equal(bodyOf(HELLO_METHOD), `000000000d0a0b${Buffer.from('weighbridge').toString('hex')}`);
    assert.equal(bodyOf('/weighbridge.hello.v1.Greeter/HelloStream', '{"name":"a","replies":300}'), '00000000060a016110ac02');
    assert.equal(bodyOf('/a.B/C'), '0000000000');
    assert.throws(() => bodyOf(HELLO_METHOD, 'x'), RangeError);
  });
});
