import assert from 'node:assert/strict';
import { it } from 'node:test';
import { grpcCodeOfHttp } from '../../../harness/drive/grpc-http-status.ts';
import { grpcStatusName } from '../../../harness/model/grpc-status.ts';

it('maps HTTP statuses as the gRPC document does, all others to UNKNOWN', () => {
  const names = [200, 204, 301, 400, 401, 403, 404, 415, 418, 429, 431, 500, 501, 502, 503, 504, 999].map((status) =>
    grpcStatusName(grpcCodeOfHttp(status)),
  );
  assert.deepEqual(
    names.join(' '),
    'UNKNOWN UNKNOWN UNKNOWN INTERNAL UNAUTHENTICATED PERMISSION_DENIED UNIMPLEMENTED UNKNOWN UNKNOWN UNAVAILABLE INTERNAL UNKNOWN UNKNOWN UNAVAILABLE UNAVAILABLE UNAVAILABLE UNKNOWN',
  );
});
