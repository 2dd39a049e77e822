import type { Place } from '../../../model/place.ts';
import type { Service } from '../../cluster/cluster.ts';
import { serviceOf } from '../../cluster/host-names.ts';
import type { Entry, Listener, RouteTable, VirtualHost } from '../../route-table.ts';
import { policySubset } from '../effects/policy-of.ts';
import type { Asked, Said } from '../match/asked.ts';
import { isWildcard } from '../match/host-text.ts';
import { entryName, gatewayName } from './entry-name.ts';
import { listenerLayer, looksAtHost, rulesOf } from './listener-layer.ts';
import { endpointsAlike, noRoute, type Otherwise, type Way } from './way.ts';

/** A listener and the rules chosen for a request there; null: none are written for its host. */
export interface Chosen {
  readonly entry: Entry;
  readonly listener: Listener;
  readonly virtualHost: VirtualHost | null;
}

const ROUTED_SNI = /^outbound_\.([0-9]+)_\.([^.]*)_\.(.+)$/;

/** `outbound_.9080_.v2_.reviews.default.svc.cluster.local`: a server name that says service, port and subset itself (AUTO_PASSTHROUGH). */
const routedByName = (table: RouteTable, said: Said, place: Place): Otherwise => {
  const [, port, subset, host] = ROUTED_SNI.exec(said.host ?? '') ?? [];
  const service = host === undefined ? null : serviceOf(table.services, host);
  if (host === undefined || port === undefined || service === null) {
    return { kind: 'status', status: 0, reason: 'the server name is that of no service', place };
  }
  return endpointsAlike(
    service,
    Number(port),
    'the server name says service and subset',
    subsetNamed(table, service, subset ?? ''),
  );
};

const subsetNamed = (table: RouteTable, service: Service, name: string) =>
  name === '' ? null : { name, labels: policySubset(table.policies, service, name) };

const hostReason = ({ entry, listener, virtualHost }: Chosen, said: Said): string => {
  const gateway = gatewayName(entry);
  if (!looksAtHost(listener)) {
    return `port ${listener.port} of ${gateway}, which looks at no host`;
  }
  if (virtualHost === null) {
    return `${gateway} has no rules for host ${said.host ?? '*'}`;
  }
  const through = said.host !== null && virtualHost.host !== said.host ? `, which takes ${said.host}` : '';
  return `host ${virtualHost.host} of ${gateway}${through}`;
};

const otherwiseAt = (table: RouteTable, { entry, listener, virtualHost }: Chosen, said: Said): Otherwise => {
  const { layer } = listenerLayer(listener);
  if (listener.tls?.mode === 'redirect') {
    return { kind: 'status', status: 301, reason: 'redirect', place: listener.tls.place };
  }
  if (listener.tls?.mode === 'auto-passthrough') {
    return routedByName(table, said, entry.place);
  }
  return noRoute(layer, virtualHost?.place ?? entry.place);
};

const rulesAt = ({ listener, virtualHost }: Chosen): Way['rules'] =>
  virtualHost === null || listener.tls?.mode === 'redirect' ? [] : rulesOf(virtualHost, listenerLayer(listener).lists);

/** The way of a request through one listener of a gateway. */
export const gatewayWay = (table: RouteTable, chosen: Chosen, said: Said, isGrpc: boolean): Way => {
  const { entry, listener, virtualHost } = chosen;
  const { layer, scheme } = listenerLayer(listener);
  const named = virtualHost !== null && said.host === null && !isWildcard(virtualHost.host) ? virtualHost.host : said.host;
  const host = looksAtHost(listener) ? named : null;
  const asked: Asked = {
    ...said,
    host,
    port: listener.port,
    scheme,
    isMesh: false,
    namespace: entry.gateway?.namespace ?? said.namespace,
  };
  const isRedirected = listener.tls?.mode === 'redirect';
  return {
    entry: entryName(entry),
    host: host ?? virtualHost?.host ?? '*',
    asked,
    layer,
    isGrpc,
    rules: rulesAt(chosen),
    rivals: virtualHost?.rivals ?? null,
    otherwise: otherwiseAt(table, chosen, said),
    unruled: null,
    why: [hostReason(chosen, said), ...(isRedirected ? ['the server redirects all HTTP to HTTPS'] : [])],
    hasPolicies: true,
  };
};
