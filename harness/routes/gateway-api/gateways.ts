import { Field } from '../field.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { named, plain } from '../object-name.ts';
import { warning } from '../problem.ts';
import type { Report } from './context.ts';
import { type GatewayListener, kindsOf, type Protocol, tlsOf } from './listener.ts';
import { GATEWAY_API, type RouteKind } from './route.ts';

const PROTOCOLS: readonly Protocol[] = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'];

export interface Gateway {
  readonly object: ManifestObject;
  readonly listeners: readonly GatewayListener[];
}

/** The Gateways among the objects with the listeners that work. */
export const gatewaysIn = (objects: readonly ManifestObject[], report: Report): readonly Gateway[] =>
  objects
    .filter((object) => object.kind === 'Gateway' && object.group === GATEWAY_API)
    .map((object) => ({ object, listeners: listenersOf(object, report) }));

function listenersOf(object: ManifestObject, report: Report): readonly GatewayListener[] {
  const read = Field.spec(object)
    .at('listeners')
    .items.flatMap((field) => listenerOf(field, report));
  return read.filter((listener) => !isConflicted(listener, read, object, report));
}

function listenerOf(field: Field, report: Report): readonly GatewayListener[] {
  const { namespace, name } = field.object;
  const written = field.at('protocol').text ?? '';
  const protocol = PROTOCOLS.find((one) => one === written);
  if (protocol === undefined) {
    // Implementations may have their own (`Listener.protocol`): HBONE of Istio's waypoints.
    const text = `${named(field.object)}: ${field.where} speaks ${plain(written)}, which is not explained here`;
    report(warning('protocol-unexplained', field.at('protocol').place, text, `write one of ${PROTOCOLS.join(', ')}`));
    return [];
  }
  const tls = tlsOf(field, protocol);
  const allowed = field.at('allowedRoutes');
  return [
    {
      gateway: { namespace, name },
      ownerKind: field.object.kind,
      name: field.at('name').text,
      port: field.at('port').number ?? 0,
      protocol,
      hostname: protocol === 'TCP' || protocol === 'UDP' ? '*' : field.at('hostname').text || '*',
      tls,
      kinds: allowedKinds(allowed.at('kinds'), kindsOf(protocol, tls?.mode !== 'passthrough'), report),
      namespaces: allowed.at('namespaces'),
      isAssumed: false,
      place: field.place,
    },
  ];
}

/** Kinds a listener names count only if its protocol can carry them (`AllowedRoutes.kinds`). */
function allowedKinds(list: Field, possible: readonly RouteKind[], report: Report): readonly RouteKind[] {
  if (list.items.length === 0) return possible;
  return list.items.flatMap((item) => {
    const isOurs = (item.at('group').text ?? GATEWAY_API) === GATEWAY_API;
    const kind = possible.find((one) => isOurs && one === item.at('kind').text);
    if (kind !== undefined) return [kind];
    const text = `${named(item.object)}: ${item.where} allows ${plain(item.at('kind').text ?? '')}, which this listener cannot carry`;
    report(warning('route-kind-impossible', item.place, text, `write one of ${possible.join(', ')}`));
    return [];
  });
}

/**
 * "ALL indistinct Listeners must not be accepted" (`GatewaySpec.listeners`): port, protocol and host name equal, HTTP beside HTTPS or TLS, or
 * TCP beside any other of TCP's transport.
 */
function isConflicted(one: GatewayListener, all: readonly GatewayListener[], object: ManifestObject, report: Report): boolean {
  const other = all.find((candidate) => candidate !== one && candidate.port === one.port && conflict(one, candidate));
  if (other === undefined) return false;
  const text = `${named(object)}: listener ${plain(one.name ?? '')} conflicts with listener ${plain(other.name ?? '')} on port ${one.port}, so neither works`;
  report(warning('listener-conflict', one.place, text, 'give them different ports, or different host names of one protocol'));
  return true;
}

function conflict(a: GatewayListener, b: GatewayListener): boolean {
  if ((a.protocol === 'UDP') !== (b.protocol === 'UDP')) return false;
  if (a.protocol === b.protocol) return a.hostname === b.hostname;
  return [a.protocol, b.protocol].some((protocol) => protocol === 'TCP' || protocol === 'HTTP');
}
