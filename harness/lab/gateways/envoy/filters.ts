import type { Destination } from '../../../routes/route-table.ts';
import { type ClusterKey, clusterName, clusterOf } from './cluster-name.ts';
import { faultFilter } from './fault-filter.ts';
import { type Json, typed } from './json.ts';

const HTTP = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
const ROUTER = 'envoy.extensions.filters.http.router.v3.Router';
const TCP = 'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy';

/** A virtual host as Envoy wants it. */
export interface HttpHost {
  readonly domains: readonly string[];
  readonly routes: readonly Json[];
}

/** The filter that speaks HTTP and applies routes. `isEdge`: an ingress gateway, which trusts nothing its clients say about themselves. */
export function httpFilter(statPrefix: string, hosts: readonly HttpHost[], isEdge: boolean): Json {
  return {
    name: 'envoy.filters.network.http_connection_manager',
    typed_config: typed(HTTP, {
      stat_prefix: statPrefix,
      use_remote_address: isEdge,
      http_filters: [faultFilter, { name: 'envoy.filters.http.router', typed_config: typed(ROUTER) }],
      route_config: {
        name: statPrefix,
        // `refused` is a cluster that is meant to be missing.
        validate_clusters: false,
        ignore_port_in_host_matching: true,
        virtual_hosts: hosts.map(({ domains, routes }) => ({
          name: domains[0] ?? statPrefix,
          domains: [...domains],
          routes: [...routes],
          include_request_attempt_count: true,
        })),
      },
    }),
  };
}

/** The filter that hands connections on by weight. */
export function tcpFilter(statPrefix: string, destinations: readonly Destination[]): Json {
  const open = destinations.filter(({ refused }) => refused === null);
  const clusters = open.map((destination) => ({
    name: clusterName(clusterOf(destination)),
    weight: destination.weight.value,
  }));
  // Envoy refuses a weighted TCP cluster of weight 0, where an HTTP route takes it.
  const weighted = clusters.filter(({ weight }) => weight > 0);
  return proxy(
    statPrefix,
    weighted.length === 1 ? { cluster: weighted[0]?.name ?? '' } : { weighted_clusters: { clusters: weighted } },
  );
}

/** The same for a single cluster. */
export const clusterFilter = (statPrefix: string, key: ClusterKey): Json => proxy(statPrefix, { cluster: clusterName(key) });

const proxy = (statPrefix: string, fields: { readonly [field: string]: Json }): Json => ({
  name: 'envoy.filters.network.tcp_proxy',
  typed_config: typed(TCP, { stat_prefix: statPrefix, ...fields }),
});
