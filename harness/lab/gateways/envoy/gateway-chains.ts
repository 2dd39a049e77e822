import type { Service } from '../../../routes/cluster/cluster.ts';
import type { Entry, ListenerTls, RouteTable, Rule, VirtualHost } from '../../../routes/route-table.ts';
import { LabError } from '../../lab-error.ts';
import type { GatewayListener } from '../../layout/layout.ts';
import type { Wiring } from '../wiring.ts';
import { type ClusterKey, clusterName } from './cluster-name.ts';
import { clusterFilter, type HttpHost, httpFilter, tcpFilter } from './filters.ts';
import { httpRoutes } from './http-routes.ts';
import type { Json } from './json.ts';
import { downstreamTls } from './tls.ts';

const HTTP_PROTOCOLS: readonly string[] = ['HTTP', 'HTTP2', 'GRPC', 'HTTPS'];

/** The filter chains of an ingress port: plain HTTP or TCP in one chain, TLS in a chain per server name. */
export function gatewayChains(listener: GatewayListener, table: RouteTable, wiring: Wiring): Json[] {
  const plain = listener.entries.filter(isPlainHttp);
  const chains = plain.length === 0 ? [] : [{ filters: [httpFilter(listener.id, httpHosts(plain, listener.port), true)] }];
  return [
    ...chains,
    ...listener.entries.filter((entry) => !isPlainHttp(entry)).flatMap((entry) => chainsOf(entry, listener, table, wiring)),
  ];
}

const modeOf = ({ listener }: Entry): ListenerTls['mode'] | null => listener?.tls?.mode ?? null;

const isPlainHttp = (entry: Entry): boolean =>
  HTTP_PROTOCOLS.includes(entry.listener?.protocol ?? '') && (modeOf(entry) === null || modeOf(entry) === 'redirect');

function chainsOf(entry: Entry, { id, port }: GatewayListener, table: RouteTable, wiring: Wiring): Json[] {
  const names = serverNames(entry.listener?.hosts ?? []);
  switch (modeOf(entry)) {
    case 'terminate':
    case 'mutual': {
      const filter = HTTP_PROTOCOLS.includes(entry.listener?.protocol ?? '')
        ? httpFilter(id, httpHosts([entry], port), true)
        : tcpFilter(
            id,
            onlyForward(
              entry,
              entry.hosts.flatMap(({ tcp, tls }) => [...tls, ...tcp]),
              port,
            ),
          );
      return [
        {
          ...names,
          filters: [filter],
          transport_socket: downstreamTls(certificatesOf(entry, wiring), modeOf(entry) === 'mutual'),
        },
      ];
    }
    case 'passthrough':
      return entry.hosts.flatMap(({ tls }) => tls.map((rule) => passthroughChain(rule, entry, id)));
    case 'auto-passthrough':
      return serviceChains(id, table, certificatesOf(entry, wiring));
    default:
      return [
        {
          filters: [
            tcpFilter(
              id,
              onlyForward(
                entry,
                entry.hosts.flatMap(({ tcp }) => tcp),
                port,
              ),
            ),
          ],
        },
      ];
  }
}

function certificatesOf(entry: Entry, { certificates }: Wiring) {
  if (certificates === null) throw new LabError(entry.place, 'this listener needs certificates', 'this is a fault of the lab');
  return certificates;
}

const serverNames = (hosts: readonly string[]): Record<string, Json> => {
  const named = hosts.filter((host) => host !== '*');
  return named.length === 0 || named.length < hosts.length ? {} : { filter_chain_match: { server_names: named } };
};

/** Virtual hosts by domain; rules of several servers for one domain follow each other. What only redirects to HTTPS does so for every path. */
function httpHosts(entries: readonly Entry[], port: number): readonly HttpHost[] {
  const hosts = new Map<string, Json[]>();
  for (const entry of entries) {
    const redirect = modeOf(entry) === 'redirect';
    const served = redirect ? (entry.listener?.hosts ?? []) : entry.hosts.map(({ host }) => host);
    for (const host of served) {
      const routes = redirect ? [toHttps] : httpRoutes(rulesAt(entry.hosts, host), port);
      hosts.set(host, [...(hosts.get(host) ?? []), ...routes]);
    }
  }
  return [...hosts].map(([host, routes]) => ({ domains: [host], routes }));
}

const rulesAt = (hosts: readonly VirtualHost[], host: string): readonly Rule[] =>
  hosts.filter((one) => one.host === host).flatMap(({ http }) => http);

const toHttps: Json = { match: { prefix: '/' }, redirect: { https_redirect: true, response_code: 'MOVED_PERMANENTLY' } };

/** TCP has nothing to match by but the port: the first rule for it takes every connection. */
function onlyForward(entry: Entry, rules: readonly Rule[], port: number) {
  const rule = rules.find(({ matches }) => matches.length === 0 || matches.some((match) => isForPort(match.conditions, port)));
  if (rule === undefined || rule.action.kind !== 'forward')
    throw new LabError(entry.place, `nothing is routed at port ${port}`, 'bind a route to this listener');
  return rule.action.destinations;
}

const isForPort = (conditions: Rule['matches'][number]['conditions'], port: number): boolean =>
  conditions.every((condition) => condition.on !== 'port' || condition.port === port);

function passthroughChain({ matches, action, place }: Rule, entry: Entry, id: string): Json {
  if (action.kind !== 'forward')
    throw new LabError(place, 'TLS that is passed on can only be forwarded', 'give the rule a route');
  const names = matches.flatMap(({ conditions }) =>
    conditions.flatMap((condition) => (condition.on === 'server-name' ? condition.hosts : [])),
  );
  return {
    ...serverNames(names.length > 0 ? names : (entry.listener?.hosts ?? [])),
    filters: [tcpFilter(id, action.destinations)],
  };
}

/**
 * A gateway between clusters: every service and subset by the server name Istio gives it. The TLS that passes there ends at the sidecar
 * of the pod; the lab's pods have none, so it ends here.
 */
function serviceChains(
  id: string,
  { services, policies }: RouteTable,
  certificates: Parameters<typeof downstreamTls>[0],
): Json[] {
  return services
    .filter(({ endpoints }) => endpoints.some(({ workload }) => workload !== null))
    .flatMap((service) =>
      keysOf(service, policies).map((key) => ({
        filter_chain_match: { server_names: [`outbound_.${key.port.port}_.${key.subset ?? ''}_.${service.host}`] },
        filters: [clusterFilter(`${id} ${clusterName(key)}`, key)],
        transport_socket: downstreamTls(certificates, true),
      })),
    );
}

/** Every cluster a service has: each port, whole and by subset. */
export function keysOf(service: Service, policies: RouteTable['policies']): readonly ClusterKey[] {
  const subsets = policies.find(({ host }) => host === service.host)?.subsets ?? [];
  return service.ports.flatMap((port) => [
    { service, port, subset: null, subsetLabels: null, view: 'mesh' as const },
    ...subsets.map(({ name, labels }) => ({ service, port, subset: name, subsetLabels: labels, view: 'mesh' as const })),
  ]);
}
