import type { Entry, VirtualHost } from '../../route-table.ts';
import { nodePortOf } from '../gateways/node-port.ts';
import { oldestFirst } from '../gateways/read-gateways.ts';
import type { GatewayServer } from '../gateways/server.ts';
import { isPlainHttp, listenerKey } from '../gateways/shared-ports.ts';
import { bySpecificity, isCoveredBy } from '../host-match.ts';
import type { Report, Surroundings } from '../surroundings.ts';
import type { VirtualService } from '../virtual-services/virtual-service.ts';
import { mergeShares } from './combine-shares.ts';
import { passthroughServices } from './passthrough-services.ts';
import { addShare, type SharesByHost, sharesOfServer } from './shares-of-server.ts';

/** One entry for every server. Plain HTTP servers of one port share their virtual hosts, so each has those that its hosts cover. */
export function gatewayEntries(
  servers: readonly GatewayServer[],
  virtualServices: readonly VirtualService[],
  surroundings: Surroundings,
): readonly Entry[] {
  const ordered = oldestFirst(servers);
  const own = new Map(ordered.map((server) => [server, sharesOfServer(server, virtualServices)]));
  return servers.map((server) => {
    const neighbours = isPlainHttp(server)
      ? ordered.filter((other) => isPlainHttp(other) && listenerKey(other) === listenerKey(server))
      : [server];
    const shares = together(server, neighbours, own);
    return entry(
      server,
      virtualHosts(server, shares, surroundings),
      nodePortOf(server, surroundings.cluster, surroundings.report),
    );
  });
}

function together(
  server: GatewayServer,
  neighbours: readonly GatewayServer[],
  own: ReadonlyMap<GatewayServer, SharesByHost>,
): SharesByHost {
  const all: SharesByHost = new Map();
  for (const neighbour of neighbours) {
    for (const [host, shares] of own.get(neighbour) ?? []) {
      if (!server.hosts.some((accepted) => isCoveredBy(host, accepted.host))) continue;
      for (const share of shares) addShare(all, host, share);
    }
  }
  return all;
}

function virtualHosts(server: GatewayServer, shares: SharesByHost, surroundings: Surroundings): readonly VirtualHost[] {
  if (server.takes === 'services') return passthroughServices(server, surroundings);
  return sorted(shares, surroundings.report);
}

const sorted = (shares: SharesByHost, report: Report): readonly VirtualHost[] =>
  [...shares].map(([host, list]) => mergeShares(host, list, report)).sort((a, b) => bySpecificity(a.host, b.host));

function entry(server: GatewayServer, hosts: readonly VirtualHost[], nodePort: number | null): Entry {
  const { object, name, port, protocol, tls, place } = server;
  return {
    kind: 'gateway',
    api: 'istio',
    gateway: { namespace: object.namespace, name: object.name },
    listener: { name, port, protocol, hosts: [...new Set(server.hosts.map(({ host }) => host))], tls, nodePort },
    hosts,
    place,
  };
}
