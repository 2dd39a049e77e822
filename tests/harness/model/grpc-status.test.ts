import assert from 'node:assert/strict';
import { it } from 'node:test';
import { status } from '@grpc/grpc-js';
import { GRPC_STATUS_NAMES, grpcCode, grpcStatusName, isGrpcStatus, statusText } from '../../../harness/model/grpc-status.ts';

it('names the codes as grpc-js does', () => {
  for (const [code, name] of GRPC_STATUS_NAMES.entries()) {
    assert.equal(status[code], name);
    assert.deepEqual([grpcStatusName(code), grpcCode(name)], [name, code]);
  }
  assert.equal(GRPC_STATUS_NAMES.length, 17);
  assert.equal(grpcStatusName(17), 'UNKNOWN');
});

it('tells a status in words, by what it can only be', () => {
  assert.equal(statusText(14), 'gRPC UNAVAILABLE (14)');
  assert.equal(statusText(0), 'gRPC OK (0)');
  assert.equal(statusText(503), 'status 503');
  assert.deepEqual([99, 100].map(isGrpcStatus), [true, false]);
});
