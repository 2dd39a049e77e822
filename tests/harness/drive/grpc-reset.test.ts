import assert from 'node:assert/strict';
import { it } from 'node:test';
import { grpcNameOfReset } from '../../../harness/drive/grpc-reset.ts';

it('names error codes of streams as the gRPC document does', () => {
  const codes = Array.from({ length: 15 }, (_, code) => code);
  const others = codes.filter((code) => grpcNameOfReset(code) !== 'INTERNAL').map((code) => [code, grpcNameOfReset(code)]);
  assert.deepEqual(others, [
    [7, 'UNAVAILABLE'],
    [8, 'CANCELLED'],
    [11, 'RESOURCE_EXHAUSTED'],
    [12, 'PERMISSION_DENIED'],
  ]);
});
