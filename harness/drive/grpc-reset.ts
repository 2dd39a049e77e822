import { constants } from 'node:http2';
import type { GrpcStatusName } from '../model/grpc-status.ts';

/** By error code of RST_STREAM, where gRPC has another name for it than INTERNAL (grpc/grpc, doc/PROTOCOL-HTTP2.md, "Errors"). */
const NAMES: Readonly<Record<number, GrpcStatusName>> = {
  [constants.NGHTTP2_REFUSED_STREAM]: 'UNAVAILABLE',
  [constants.NGHTTP2_CANCEL]: 'CANCELLED',
  [constants.NGHTTP2_ENHANCE_YOUR_CALM]: 'RESOURCE_EXHAUSTED',
  [constants.NGHTTP2_INADEQUATE_SECURITY]: 'PERMISSION_DENIED',
};

/**
 * What a gRPC client makes of a stream that was reset with `code`. It is only told: nobody has answered, so the request counts as one
 * without an answer, as it would over plain HTTP/2.
 */
export function grpcNameOfReset(code: number): GrpcStatusName {
  return NAMES[code] ?? 'INTERNAL';
}
