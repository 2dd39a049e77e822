import type { LookupFunction } from 'node:net';
import type { Plan } from '../model/plan.ts';
import { connectorFor } from './connector.ts';
import { Http2Berth } from './http2-berth.ts';
import { Http2Connection } from './http2-connection.ts';
import { Http2Lane } from './http2-lane.ts';
import { type Http2Request, http2Request } from './http2-request.ts';
import { http2Unsendable } from './http2-unsendable.ts';
import type { ConnectionCount, Transport } from './lane.ts';
import type { RepeatedConnects } from './repeated-connects.ts';

/**
 * HTTP/2 over `plan.connections` connections, one request per stream, by ALPN over TLS and with prior knowledge in cleartext. Lanes
 * are dealt out over the connections in turn, so each carries as many streams as the next; a plan with fresh connections gives each
 * request a connection of its own. `repeated` hears how long each took to open. Throws when the plan's TLS material or its probe cannot be used.
 */
export function http2Transport(plan: Plan, lookup: LookupFunction, repeated?: RepeatedConnects): Transport {
  const fault = http2Unsendable(plan.probe);
  if (fault !== null) throw new Error(fault);
  return http2TransportOf(plan, lookup, http2Request(plan), repeated);
}

/** The same for a request that something else than plain HTTP makes of the plan. */
export function http2TransportOf(
  plan: Plan,
  lookup: LookupFunction,
  request: Http2Request,
  repeated?: RepeatedConnects,
): Transport {
  const count: ConnectionCount = { begun: 0, opened: 0 };
  const connect = connectorFor(plan, lookup, 'h2', repeated);
  const open = (): Http2Connection => new Http2Connection(connect, count);
  const berths: Http2Berth[] = [];
  let lanes = 0;
  return {
    get opened() {
      return count.opened;
    },
    openLane(owner) {
      const place = request.fresh ? lanes : lanes % plan.connections;
      lanes++;
      const berth = berths[place] ?? new Http2Berth(open);
      berths[place] = berth;
      return new Http2Lane(berth, request, owner);
    },
  };
}
