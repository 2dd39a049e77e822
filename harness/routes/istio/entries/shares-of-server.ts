import { acceptedHosts } from '../gateways/accepted-hosts.ts';
import type { GatewayServer } from '../gateways/server.ts';
import { isCoveredBy } from '../host-match.ts';
import type { PlaceableRule } from '../rules/http-rule.ts';
import type { WayIn } from '../rules/way-in.ts';
import type { VirtualService } from '../virtual-services/virtual-service.ts';
import type { Share } from './virtual-host-parts.ts';

/** Virtual hosts by name, each with what every VirtualService gives to it. */
export type SharesByHost = Map<string, [Share, ...Share[]]>;

export const wayInto = (server: GatewayServer): WayIn => ({
  gateway: server.gateway,
  port: server.port,
  isTls: server.tls !== null && server.tls.mode !== 'redirect',
  labels: server.selector,
});

/** What VirtualServices give to a server: only rules of the kind that it takes. */
export function sharesOfServer(server: GatewayServer, virtualServices: readonly VirtualService[]): SharesByHost {
  const shares: SharesByHost = new Map();
  for (const virtualService of virtualServices) {
    if (!virtualService.gateways.some(({ name }) => name === server.gateway)) continue;
    for (const { host, from } of virtualHostsFor(virtualService, server)) {
      addShare(shares, host, shareAt(virtualService, from.field.place, server));
    }
  }
  return server.takes === 'tls' ? withOverlappingNames(shares) : shares;
}

/** Bytes carry no name: whichever host let the VirtualService in, its rules are for every connection that the server takes. */
function virtualHostsFor(virtualService: VirtualService, server: GatewayServer) {
  const accepted = acceptedHosts(virtualService, server);
  const [first] = accepted;
  if (server.takes !== 'tcp' || first === undefined) return accepted;
  const names = server.tls === null ? ['*'] : [...new Set(server.hosts.map(({ host }) => host))];
  return names.map((host) => ({ host, from: first.from }));
}

function shareAt({ object, http, tls, tcp }: VirtualService, place: Share['place'], server: GatewayServer): Share {
  const wayIn = wayInto(server);
  const rules = (takes: GatewayServer['takes'], list: readonly PlaceableRule[]) =>
    server.takes === takes ? list.flatMap((rule) => rule.at(wayIn) ?? []) : [];
  return { object, place, http: rules('http', http), tls: rules('tls', tls), tcp: rules('tcp', tcp) };
}

/** Adds what a VirtualService gives; the same rules a second time, through another server of the same listener, are one. */
export function addShare(shares: SharesByHost, host: string, share: Share): void {
  if (share.http.length + share.tls.length + share.tcp.length === 0) return;
  const known = shares.get(host);
  if (known === undefined) shares.set(host, [share]);
  else if (!known.some(({ object }) => object === share.object)) known.push(share);
}

/**
 * TLS that is passed through is routed by server name alone: rules of another host whose names lie within this one count as well (pilot:
 * buildGatewayNetworkFiltersFromTLSRoutes makes one list of names for the whole server).
 */
function withOverlappingNames(shares: SharesByHost): SharesByHost {
  const all: SharesByHost = new Map();
  for (const [host, own] of shares) {
    for (const share of own) addShare(all, host, share);
    for (const [other, theirs] of shares) {
      if (other !== host && isCoveredBy(host, other)) for (const share of theirs) addShare(all, host, share);
    }
  }
  return all;
}
