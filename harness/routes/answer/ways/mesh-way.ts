import type { Place } from '../../../model/place.ts';
import type { RouteProbe } from '../../../model/routes-report.ts';
import type { ServicePort } from '../../cluster/cluster.ts';
import type { RouteTable, Rule, VirtualHost } from '../../route-table.ts';
import type { Said } from '../match/asked.ts';
import { hostFit } from '../match/host-text.ts';
import type { Called } from './called-service.ts';
import { portsMeant, type Speech, speechOf, wantedSpeech } from './port-choice.ts';
import { endpointsAlike, noRoute, type Otherwise, type Way } from './way.ts';

const ALIKE = 'no rule: all endpoints alike';

/** The most specific host with rules; of one host, rules for this port before rules for every port. */
export const virtualHostFor = (table: RouteTable, host: string, port: number | null): VirtualHost | null => {
  const candidates = table.entries
    .flatMap((entry) => (entry.kind === 'mesh' ? entry.hosts : []))
    .filter((virtualHost) => virtualHost.port === null || virtualHost.port === port)
    .flatMap((virtualHost) => {
      const fit = hostFit(virtualHost.host, host.toLowerCase());
      return fit === null ? [] : [{ virtualHost, fit }];
    })
    .toSorted((a, b) => b.fit - a.fit || Number(b.virtualHost.port !== null) - Number(a.virtualHost.port !== null));
  return candidates[0]?.virtualHost ?? null;
};

/** Rules by the way the port is spoken to. A port whose protocol is found out at run time is HTTP where there are rules for HTTP. */
const speechAt = (port: ServicePort | null, virtualHost: VirtualHost | null, probe: RouteProbe): Speech => {
  const said = port === null ? null : speechOf(port);
  if (said !== null) {
    return said;
  }
  const wanted = wantedSpeech(probe.protocol);
  const hasOnly = (speech: Speech): boolean =>
    virtualHost !== null && virtualHost[speech].length > 0 && virtualHost.http.length === 0;
  return wanted ?? (['tcp', 'tls', 'udp'] as const).find(hasOnly) ?? 'http';
};

const speechReason = (port: ServicePort | null, speech: Speech): readonly string[] => {
  if (port === null) {
    return [];
  }
  const written = port.name === null ? '' : ` (${port.name})`;
  const spoken = { http: 'HTTP', tls: 'TLS', tcp: 'TCP', udp: 'UDP' }[speech];
  return speechOf(port) === null
    ? [`port ${port.port}${written} does not say its protocol: taken as ${spoken}, which is found out at run time`]
    : [`port ${port.port}${written} is spoken to as ${spoken}`];
};

const rulesAt = (virtualHost: VirtualHost | null, speech: Speech): readonly Rule[] => virtualHost?.[speech] ?? [];

/**
 * Where no rule takes a request of the mesh: HTTP with rules is answered 404; everything else goes to the service, and so does HTTP for
 * whose port no rule is written (pilot: buildSidecarVirtualHostsForVirtualService, buildSidecarOutboundTCPFilterChainOpts).
 */
const otherwiseOf = (called: Called, port: number | null, virtualHost: VirtualHost | null, place: Place): Otherwise =>
  called.service === null
    ? { kind: 'status', status: 404, reason: 'no route', place: virtualHost?.place ?? place }
    : endpointsAlike(called.service, port, ALIKE);

const wayAt = (table: RouteTable, called: Called, port: ServicePort | null, said: Said, probe: RouteProbe, place: Place): Way => {
  const number = port?.port ?? probe.port;
  const virtualHost = virtualHostFor(table, called.host, number);
  const speech = speechAt(port, virtualHost, probe);
  const layer = speech === 'http' ? 'http' : 'connection';
  const rules = rulesAt(virtualHost, speech);
  const alike = otherwiseOf(called, number, virtualHost, place);
  const isTlsMiss = speech === 'tls' && rules.length > 0;
  const refusal = noRoute(layer, virtualHost?.place ?? place);
  return {
    entry: 'mesh',
    host: called.host,
    asked: { ...said, host: called.host.toLowerCase(), port: number, scheme: 'http', isMesh: true },
    layer,
    isGrpc: probe.protocol === 'grpc' || port?.protocol === 'grpc',
    rules,
    rivals: virtualHost?.rivals ?? null,
    otherwise: rules.length > 0 && (layer === 'http' || isTlsMiss) ? refusal : alike,
    unruled: alike,
    why: [
      virtualHost === null ? `no rule names ${called.host}` : `host ${virtualHost.host} in the mesh`,
      ...speechReason(port, speech),
    ],
    hasPolicies: true,
  };
};

/** The ways of a request from a workload with a sidecar: one for every port it may mean. Empty: the service has no such port. */
export const meshWays = (table: RouteTable, called: Called, said: Said, probe: RouteProbe, place: Place): readonly Way[] => {
  const ports = called.service === null ? [null] : portsMeant(called.service, probe);
  return ports.map((port) => wayAt(table, called, port, said, probe, place));
};
