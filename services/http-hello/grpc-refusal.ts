import { status as GrpcStatus } from '@grpc/grpc-js';

/** A call that ends with a status other than OK; the message is one line meant for the caller. */
export class GrpcRefusal extends Error {
  readonly code: GrpcStatus;

  constructor(code: GrpcStatus, message: string) {
    super(message);
    this.code = code;
  }
}

/** A request that makes no sense: INVALID_ARGUMENT, the gRPC word for 400. */
export function invalid(message: string): GrpcRefusal {
  return new GrpcRefusal(GrpcStatus.INVALID_ARGUMENT, message);
}

/** The status of a chain in which a hop failed: DEADLINE_EXCEEDED for 504, UNAVAILABLE for 502, with the whole line as its message. */
export function failedChain(status: 502 | 504, line: string): GrpcRefusal {
  return new GrpcRefusal(status === 504 ? GrpcStatus.DEADLINE_EXCEEDED : GrpcStatus.UNAVAILABLE, line);
}
