import type { LookupFunction } from 'node:net';
import type { Plan } from '../model/plan.ts';
import { grpcRequest } from './grpc-request.ts';
import { grpcUnsendable } from './grpc-unsendable.ts';
import { http2TransportOf } from './http2.ts';
import { http2Unsendable } from './http2-unsendable.ts';
import type { Transport } from './lane.ts';
import type { RepeatedConnects } from './repeated-connects.ts';

/**
 * gRPC over our own HTTP/2 connections, one call per stream, so that connections, streams, time-outs and failures are counted as for any
 * other target; `repeated` hears how long each took to open. Throws when the plan's TLS material or its probe cannot be used.
 */
export function grpcTransport(plan: Plan, lookup: LookupFunction, repeated?: RepeatedConnects): Transport {
  const fault = grpcUnsendable(plan.target, plan.probe) ?? http2Unsendable(plan.probe);
  if (fault !== null) throw new Error(fault);
  return http2TransportOf(plan, lookup, grpcRequest(plan), repeated);
}
