import type { Fault, Percentage } from '../../../routes/route-table.ts';
import { duration, type Json, typed } from './json.ts';

export const FAULT_FILTER = 'envoy.filters.http.fault';
const TYPE = 'envoy.extensions.filters.http.fault.v3.HTTPFault';

/** The filter itself, in front of the router: faults reach no backend and are neither retried nor mirrored. */
export const faultFilter: Json = { name: FAULT_FILTER, typed_config: typed(TYPE) };

/** What a route says about faults; empty without any. */
export function perRouteFault(fault: Fault | null): Record<string, Json> {
  if (fault === null) return {};
  const { abort, delay } = fault;
  const status: Json =
    abort?.grpcStatus == null ? { http_status: abort?.httpStatus ?? 500 } : { grpc_status: Number(abort.grpcStatus) };
  const config = typed(TYPE, {
    ...(abort === null ? {} : { abort: { ...status, percentage: fractional(abort.share) } }),
    ...(delay === null ? {} : { delay: { fixed_delay: duration(delay.fixedDelayMs), percentage: fractional(delay.share) } }),
  });
  return { typed_per_filter_config: { [FAULT_FILTER]: config } };
}

const DENOMINATORS = { 100: 'HUNDRED', 10000: 'TEN_THOUSAND', 1000000: 'MILLION' } as const;

/** `FractionalPercent`: the denominator is part of what the manifest says (20 % of 100 and of a million pick differently). */
export const fractional = ({ numerator, denominator }: Percentage): Json => ({
  numerator,
  denominator: DENOMINATORS[denominator],
});
