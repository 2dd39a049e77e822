import type { Rule } from '../../../routes/route-table.ts';
import { type ClusterKey, clusterName, clusterNameOf, REFUSED } from './cluster-name.ts';
import { faultFilter } from './fault-filter.ts';
import { type Json, typed } from './json.ts';
import { weightedParts } from './weighted-parts.ts';

const HTTP = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
const ROUTER = 'envoy.extensions.filters.http.router.v3.Router';
const TCP = 'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy';

/** A virtual host as Envoy wants it. */
export interface HttpHost {
  readonly domains: readonly string[];
  readonly routes: readonly Json[];
  /** True: whatever comes unencrypted is answered 301 to HTTPS. */
  readonly isRedirected?: boolean;
}

/** The filter that speaks HTTP and applies routes. `isEdge`: an ingress gateway, which trusts nothing its clients say about themselves. */
export function httpFilter(statPrefix: string, hosts: readonly HttpHost[], isEdge: boolean): Json {
  return {
    name: 'envoy.filters.network.http_connection_manager',
    typed_config: typed(HTTP, {
      stat_prefix: statPrefix,
      use_remote_address: isEdge,
      // Istio: `meshConfig.pathNormalization` is BASE, and a slow answer is nobody's business but the route's.
      normalize_path: true,
      stream_idle_timeout: '0s',
      http_filters: [faultFilter, { name: 'envoy.filters.http.router', typed_config: typed(ROUTER) }],
      route_config: {
        name: statPrefix,
        // `refused` is a cluster that is meant to be missing.
        validate_clusters: false,
        ignore_port_in_host_matching: true,
        virtual_hosts: hosts.map(({ domains, routes, isRedirected }) => ({
          name: domains[0] ?? statPrefix,
          domains: [...domains],
          routes: [...routes],
          include_request_attempt_count: true,
          ...(isRedirected ? { require_tls: 'ALL' } : {}),
        })),
      },
    }),
  };
}

/** The filter that hands connections on by the weights of a rule. A rule that does not forward closes them. */
export function tcpFilter(statPrefix: string, rule: Rule): Json {
  if (rule.action.kind !== 'forward') return closingFilter(statPrefix);
  const clusters = weightedParts(rule.action.destinations, rule).map(({ destination, weight }) => ({
    name: clusterNameOf(destination),
    weight,
  }));
  const [first, second] = clusters;
  return proxy(
    statPrefix,
    first !== undefined && second === undefined ? { cluster: first.name } : { weighted_clusters: { clusters } },
  );
}

/** The same for a single cluster. */
export const clusterFilter = (statPrefix: string, key: ClusterKey): Json => proxy(statPrefix, { cluster: clusterName(key) });

/** The filter that takes every connection and closes it. */
export const closingFilter = (statPrefix: string): Json => proxy(statPrefix, { cluster: REFUSED });

const proxy = (statPrefix: string, fields: { readonly [field: string]: Json }): Json => ({
  name: 'envoy.filters.network.tcp_proxy',
  typed_config: typed(TCP, { stat_prefix: statPrefix, ...fields }),
});
