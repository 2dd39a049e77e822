import type { Endpoint, Service } from '../../cluster/cluster.ts';
import { calledNames, fullHost, serviceOf } from '../../cluster/host-names.ts';
import type { RouteTable, VirtualHost } from '../../route-table.ts';
import { hostFit } from '../match/host-text.ts';

/** What a host means inside the cluster. */
export interface Called {
  /** Full name. */
  readonly host: string;
  /** Null: only rules name it. */
  readonly service: Service | null;
}

/** Full names a host can stand for, as the DNS search list of a pod completes it. */
const completions = (host: string, namespace: string): readonly string[] => [
  fullHost(host, namespace),
  `${host}.svc.cluster.local`,
  `${host}.cluster.local`,
];

const meshHosts = (table: Pick<RouteTable, 'entries'>): readonly VirtualHost[] =>
  table.entries.flatMap((entry) => (entry.kind === 'mesh' ? entry.hosts : []));

/** The service or the host of rules in the mesh that a client in `namespace` means by `host`; null where it means neither. */
export const calledService = (
  table: Pick<RouteTable, 'entries' | 'services'>,
  host: string,
  namespace: string,
): Called | null => {
  const service =
    table.services.find((candidate) => calledNames(candidate, namespace).some((name) => name.toLowerCase() === host)) ??
    serviceOf(table.services, host);
  if (service !== null) {
    return { host: service.host.startsWith('*') ? host : service.host, service };
  }
  const names = completions(host, namespace);
  const known = meshHosts(table).flatMap((virtualHost) => {
    const name = names.find((candidate) => virtualHost.host !== '*' && hostFit(virtualHost.host, candidate) !== null);
    return name === undefined ? [] : [name];
  });
  return known[0] === undefined ? null : { host: known[0], service: null };
};

/** The endpoint of an address that is called directly, and the service it belongs to. */
export const calledEndpoint = (
  services: readonly Service[],
  host: string,
): { readonly service: Service; readonly endpoint: Endpoint } | null => {
  for (const service of services) {
    const endpoint = service.endpoints.find(({ address }) => address !== null && address.toLowerCase() === host);
    if (endpoint !== undefined) {
      return { service, endpoint };
    }
  }
  return null;
};
