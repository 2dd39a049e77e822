import type { Fault, Percentage } from '../../../routes/route-table.ts';
import { LabError } from '../../lab-error.ts';
import { duration, type Json, typed } from './json.ts';

export const FAULT_FILTER = 'envoy.filters.http.fault';
const TYPE = 'envoy.extensions.filters.http.fault.v3.HTTPFault';

/** The filter itself, in front of the router: faults reach no backend and are neither retried nor mirrored. */
export const faultFilter: Json = { name: FAULT_FILTER, typed_config: typed(TYPE) };

/** What a route says about faults; empty without any. */
export function perRouteFault(fault: Fault | null): Record<string, Json> {
  if (fault === null) return {};
  const { abort, delay } = fault;
  const config = typed(TYPE, {
    ...(abort === null ? {} : { abort: { ...abortStatus(abort), percentage: fractional(abort.share) } }),
    ...(delay === null ? {} : { delay: { fixed_delay: duration(delay.fixedDelayMs), percentage: fractional(delay.share) } }),
  });
  return { typed_per_filter_config: { [FAULT_FILTER]: config } };
}

/** Names of gRPC statuses; the place is the number (grpc.github.io, "Status codes and their use in gRPC"). */
const GRPC_NAMES: readonly string[] = [
  ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS'],
  ...['PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED'],
  ...['INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'],
];

function abortStatus({ httpStatus, grpcStatus, place }: NonNullable<Fault['abort']>): Record<string, Json> {
  if (httpStatus !== null || grpcStatus === null) return { http_status: httpStatus ?? 500 };
  const number = /^\d+$/.test(grpcStatus) ? Number(grpcStatus) : GRPC_NAMES.indexOf(grpcStatus.toUpperCase());
  if (GRPC_NAMES[number] === undefined)
    throw new LabError(place, `grpcStatus ${JSON.stringify(grpcStatus)} is no status of gRPC`, 'write one such as UNAVAILABLE');
  return { grpc_status: number };
}

const DENOMINATORS = { 100: 'HUNDRED', 10000: 'TEN_THOUSAND', 1000000: 'MILLION' } as const;

/** `FractionalPercent`: the denominator is part of what the manifest says (20 % of 100 and of a million pick differently). */
export const fractional = ({ numerator, denominator }: Percentage): Json => ({
  numerator,
  denominator: DENOMINATORS[denominator],
});
