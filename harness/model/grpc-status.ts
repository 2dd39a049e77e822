/** The names of the gRPC status codes 0 to 16, by code (grpc/grpc, doc/statuscodes.md). */
export const GRPC_STATUS_NAMES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

export type GrpcStatusName = (typeof GRPC_STATUS_NAMES)[number];

/** The code of a name: `grpcCode('UNAVAILABLE')` is 14. */
export const grpcCode = (name: GrpcStatusName): number => GRPC_STATUS_NAMES.indexOf(name);

/** The name of a code: 14 is `UNAVAILABLE`; a code that gRPC does not define is `UNKNOWN`, as every client takes it. */
export const grpcStatusName = (code: number): GrpcStatusName => GRPC_STATUS_NAMES[code] ?? 'UNKNOWN';

/** True for a status that only gRPC can have said: statuses of HTTP begin at 100. */
export const isGrpcStatus = (status: number): boolean => status < 100;

/** A status in a sentence: `status 503`, `gRPC UNAVAILABLE (14)`. */
export const statusText = (status: number): string =>
  isGrpcStatus(status) ? `gRPC ${grpcStatusName(status)} (${status})` : `status ${status}`;
