import type { Fault } from '../../route-table.ts';

/** HTTP status for the name or number of a gRPC status (Envoy: `Grpc::Utility::grpcToHttpStatus`, source/common/grpc/status.cc). */
const HTTP_STATUS: ReadonlyMap<string, number> = new Map(
  (
    [
      ['OK', 200],
      ['CANCELLED', 499],
      ['UNKNOWN', 500],
      ['INVALID_ARGUMENT', 400],
      ['DEADLINE_EXCEEDED', 504],
      ['NOT_FOUND', 404],
      ['ALREADY_EXISTS', 409],
      ['PERMISSION_DENIED', 403],
      ['RESOURCE_EXHAUSTED', 429],
      ['FAILED_PRECONDITION', 400],
      ['ABORTED', 409],
      ['OUT_OF_RANGE', 400],
      ['UNIMPLEMENTED', 501],
      ['INTERNAL', 500],
      ['UNAVAILABLE', 503],
      ['DATA_LOSS', 500],
      ['UNAUTHENTICATED', 401],
    ] as const
  ).flatMap(([name, status], number) => [
    [name, status],
    [`${number}`, status],
  ]),
);

/** The HTTP status that an abort is answered with. To a gRPC request every gRPC status is sent over 200, in a trailer. */
export const abortStatus = ({ httpStatus, grpcStatus }: NonNullable<Fault['abort']>, isGrpc: boolean): number => {
  if (httpStatus !== null || grpcStatus === null) {
    return httpStatus ?? 500;
  }
  return isGrpc ? 200 : (HTTP_STATUS.get(grpcStatus.toUpperCase()) ?? 500);
};
