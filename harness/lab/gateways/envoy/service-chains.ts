import type { RouteTable, Rule } from '../../../routes/route-table.ts';
import type { ServiceListener } from '../../layout/layout.ts';
import type { ClusterKey } from './cluster-name.ts';
import { clusterFilter, httpFilter, tcpFilter } from './filters.ts';
import { httpRoutes } from './http-routes.ts';
import type { Json } from './json.ts';
import { retryPolicy } from './retry-policy.ts';

/** Ports that Istio treats as HTTP; a port without a declared protocol is detected, and the lab's workloads speak HTTP there. */
const HTTP_PORTS: readonly (string | null)[] = ['http', 'http2', 'grpc', null];

/** The filter chain of a service port: its rules for a client with a sidecar, all endpoints alike for one without. */
export function serviceChains(listener: ServiceListener, table: RouteTable): Json[] {
  const { kind, id, service, servicePort } = listener;
  const key: ClusterKey = { service, port: servicePort, subset: null, subsetLabels: null, view: kind };
  if (kind === 'outside') return [{ filters: [clusterFilter(id, key)] }];
  const rules = meshRules(listener, table);
  if (HTTP_PORTS.includes(servicePort.protocol)) {
    // Without a VirtualService Istio routes everything to the service; with one, what no rule matches is 404.
    const routes = rules.http.length > 0 ? httpRoutes(rules.http, servicePort.port) : [everythingTo(key)];
    return [{ filters: [httpFilter(id, [{ domains: ['*'], routes }], false)] }];
  }
  const rule = rules.tcp.find(({ action }) => action.kind === 'forward');
  const filter = rule?.action.kind === 'forward' ? tcpFilter(id, rule.action.destinations) : clusterFilter(id, key);
  return [{ filters: [filter] }];
}

function meshRules({ service, port }: ServiceListener, { entries }: RouteTable) {
  const hosts = entries
    .filter(({ kind }) => kind === 'mesh')
    .flatMap((entry) => entry.hosts)
    .filter((host) => host.host === service.host && (host.port === null || host.port === port));
  const forPort = (rules: readonly Rule[]) =>
    rules.filter(({ matches }) => matches.length === 0 || matches.some(({ conditions }) => isForPort(conditions, port)));
  return { http: forPort(hosts.flatMap(({ http }) => http)), tcp: forPort(hosts.flatMap(({ tcp }) => tcp)) };
}

const isForPort = (conditions: Rule['matches'][number]['conditions'], port: number): boolean =>
  conditions.every((condition) => condition.on !== 'port' || condition.port === port);

function everythingTo({ service, port }: ClusterKey): Json {
  return {
    match: { prefix: '/' },
    route: { cluster: `outbound|${port.port}||${service.host}`, timeout: '0s', ...retryPolicy(null) },
  };
}
