import { listenerLayer } from '../../../routes/answer/ways/listener-layer.ts';
import type { Entry } from '../../../routes/route-table.ts';
import type { GatewayListener, LabListener, ServiceListener } from '../../layout/layout.ts';
import type { GatewayKind } from '../gateway-kind.ts';
import type { NotExpressible } from './lack.ts';

/** What of a port a gateway cannot do: UDP is something that none does here, and Envoy can do everything else. */
export function listenerLacks(kind: GatewayKind, listener: LabListener): readonly NotExpressible[] {
  const udp = listener.kind === 'gateway' ? gatewayUdp(listener) : serviceUdp(listener);
  if (kind === 'envoy') return udp;
  return [...udp, ...(listener.kind === 'gateway' ? gatewayLacks(kind, listener) : serviceLacks(kind, listener))];
}

export const NO_UDP = 'the lab speaks no UDP';

const serviceUdp = ({ servicePort: { protocol, place } }: ServiceListener): readonly NotExpressible[] =>
  protocol === 'udp' ? [{ place, field: 'ports', reason: NO_UDP }] : [];

const gatewayUdp = ({ entries }: GatewayListener): readonly NotExpressible[] =>
  entries.flatMap(({ listener, place }) => (listener?.protocol === 'UDP' ? [{ place, field: 'protocol', reason: NO_UDP }] : []));

const PROTOCOLS = { grpc: 'gRPC', http2: 'HTTP/2' } as const;

function serviceLacks(kind: GatewayKind, { servicePort }: ServiceListener): readonly NotExpressible[] {
  const { protocol, place } = servicePort;
  if (protocol !== 'grpc' && protocol !== 'http2') return [];
  return [{ place, field: 'ports', reason: `the lab speaks no ${PROTOCOLS[protocol]} through ${kind}` }];
}

function gatewayLacks(kind: GatewayKind, { entries, port }: GatewayListener): readonly NotExpressible[] {
  const own = entries.flatMap((entry) => entryLacks(kind, entry));
  const [first] = entries;
  if (own.length > 0 || first === undefined) return own;
  const others = entries.filter((entry) => formOf(entry) !== formOf(first));
  const mixed = others.map(({ place }) => ({
    place,
    field: 'port',
    reason: `${kind} gives port ${port} one protocol and one TLS mode`,
  }));
  return [...mixed, ...(isNamedStream(first) && entries.length > 1 ? entries.map(({ place }) => byServerName(kind, place)) : [])];
}

/** What all servers of a port must share: whether HTTP is read, and how TLS ends. */
function formOf({ listener }: Entry): string {
  if (listener === null) return '';
  const mode = listener.tls?.mode ?? 'redirect';
  return `${listenerLayer(listener).layer} ${mode}`;
}

/** TLS that ends here around something else than HTTP: several servers of a port differ by server name alone. */
const isNamedStream = ({ listener }: Entry): boolean =>
  listener !== null && listener.tls !== null && listenerLayer(listener).layer === 'connection';

const byServerName = (kind: GatewayKind, place: Entry['place']): NotExpressible => ({
  place,
  field: 'tls',
  reason: `${kind} does not route by server name here`,
});

function entryLacks(kind: GatewayKind, { listener, place }: Entry): readonly NotExpressible[] {
  if (listener === null) return [];
  const { protocol, tls } = listener;
  if (protocol === 'GRPC' || protocol === 'HTTP2')
    return [{ place, field: 'protocol', reason: `the lab speaks no ${protocol} through ${kind}` }];
  const isPassed = tls?.mode === 'passthrough' || tls?.mode === 'auto-passthrough';
  return isPassed ? [byServerName(kind, tls.place)] : [];
}
