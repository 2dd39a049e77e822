import type { Service } from '../../cluster/cluster.ts';
import { nameOf } from '../../object-name.ts';
import type { Destination, Rule, VirtualHost } from '../../route-table.ts';
import type { Subset } from '../../traffic-policy.ts';
import type { GatewayServer } from '../gateways/server.ts';
import { isCoveredBy } from '../host-match.ts';
import { NO_CHANGES } from '../rules/header-changes.ts';
import type { Surroundings } from '../surroundings.ts';

/**
 * What AUTO_PASSTHROUGH leads to: every service of the mesh that the hosts of the server cover, by port and subset, under the server name that
 * sidecars send, `outbound_.PORT_.SUBSET_.HOST` (pilot: builtAutoPassthroughFilterChains, BuildDNSSrvSubsetKey). No VirtualService has a say.
 * ServiceEntries are left out, as those outside the mesh are.
 */
export function passthroughServices(server: GatewayServer, { cluster, policies }: Surroundings): readonly VirtualHost[] {
  const inside = cluster.services.filter(
    ({ kind, host }) => kind === 'Service' && server.hosts.some((accepted) => isCoveredBy(host, accepted.host)),
  );
  return inside.flatMap((service) => {
    const namespace = service.object.namespace;
    const subsets = policies.policyFor(service.host, namespace, namespace)?.subsets ?? [];
    return service.ports
      .filter(({ protocol }) => protocol !== 'udp')
      .flatMap(({ port }) => [null, ...subsets].map((subset) => virtualHost(server, service, port, subset)));
  });
}

function virtualHost(server: GatewayServer, service: Service, port: number, subset: Subset | null): VirtualHost {
  const host = `outbound_.${port}_.${subset?.name ?? ''}_.${service.host}`;
  const place = subset?.place ?? service.place;
  const destination: Destination = {
    host: service.host,
    port,
    subset: subset?.name ?? null,
    weight: { value: 100, isWritten: false, place },
    service,
    subsetLabels: subset?.labels ?? null,
    refused: null,
    requestHeaders: NO_CHANGES,
    responseHeaders: NO_CHANGES,
    place,
  };
  const rule: Rule = {
    name: null,
    object: nameOf(server.object),
    place: server.place,
    matches: [{ conditions: [{ on: 'server-name', hosts: [host], place: server.place }], place: server.place }],
    action: { kind: 'forward', destinations: [destination] },
    fault: null,
    rewrite: null,
    timeoutMs: null,
    retries: null,
    mirrors: [],
    requestHeaders: NO_CHANGES,
    responseHeaders: NO_CHANGES,
    unexplained: [],
    rank: null,
  };
  return { host, port: null, http: [], tls: [rule], tcp: [], udp: [], rivals: null, place: server.place };
}
