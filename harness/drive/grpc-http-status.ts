import { type GrpcStatusName, grpcCode } from '../model/grpc-status.ts';

/** By HTTP status, where there is one of its own (grpc/grpc, doc/http-grpc-status-mapping.md). */
const NAMES: Readonly<Record<number, GrpcStatusName>> = {
  400: 'INTERNAL',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'UNIMPLEMENTED',
  429: 'UNAVAILABLE',
  431: 'INTERNAL',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
};

/** The gRPC status code of an answer that says none, most likely of something between us and the server: by its HTTP status, 200 included. */
export function grpcCodeOfHttp(status: number): number {
  return grpcCode(NAMES[status] ?? 'UNKNOWN');
}
