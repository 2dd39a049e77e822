import { endpointsOf } from '../../../routes/cluster/endpoints-of.ts';
import type { RouteTable } from '../../../routes/route-table.ts';
import type { ConnectionPool, LoadBalancer } from '../../../routes/traffic-policy.ts';
import type { Wiring } from '../wiring.ts';
import { type ClusterKey, clusterName } from './cluster-name.ts';
import { clusterPolicy } from './cluster-policy.ts';
import { duration, type Json, socketAddress, typed } from './json.ts';
import { outliers } from './outliers.ts';
import { upstreamTls } from './tls.ts';

/** Istio sets every limit to the largest 32-bit number; Envoy's own are 1024, and 3 for retries. */
const UNLIMITED = 4_294_967_295;
const CONNECT_TIMEOUT_MS = 10_000;

/** One cluster with its endpoints and the policy that DestinationRules give it. */
export function cluster(key: ClusterKey, table: RouteTable, wiring: Wiring): Json {
  const policy = clusterPolicy(key, table);
  const pool = policy?.connectionPool ?? null;
  return {
    name: clusterName(key),
    type: 'STATIC',
    connect_timeout: duration(pool?.connectTimeoutMs ?? CONNECT_TIMEOUT_MS),
    lb_policy: key.view === 'outside' ? 'RANDOM' : loadBalancing(policy?.loadBalancer ?? null),
    circuit_breakers: { thresholds: [thresholds(pool)] },
    ...outliers(policy?.outlierDetection ?? null),
    ...protocolOptions(pool),
    ...upstreamTls(policy?.tls ?? null, wiring),
    load_assignment: { cluster_name: clusterName(key), endpoints: [{ lb_endpoints: endpoints(key, wiring) }] },
  };
}

const endpoints = ({ service, port, subsetLabels }: ClusterKey, wiring: Wiring): Json[] =>
  endpointsOf(service, subsetLabels)
    .flatMap((endpoint) => wiring.addressesOf(endpoint, port))
    .map((address) => ({ endpoint: { address: socketAddress(address) }, load_balancing_weight: address.weight }));

/** Localities and hashes are refused before (see not-expressible.ts). */
function loadBalancing(loadBalancer: LoadBalancer | null): string {
  switch (loadBalancer?.kind) {
    case 'round-robin':
      return 'ROUND_ROBIN';
    case 'random':
      return 'RANDOM';
    default:
      return 'LEAST_REQUEST';
  }
}

function thresholds(pool: ConnectionPool | null): Json {
  return {
    // 0 reads as not written (pilot: applyConnectionPool).
    max_connections: pool?.maxConnections || UNLIMITED,
    max_pending_requests: pool?.maxPendingRequests || UNLIMITED,
    max_requests: pool?.maxRequests || UNLIMITED,
    max_retries: pool?.maxRetries || UNLIMITED,
    track_remaining: true,
  };
}

function protocolOptions(pool: ConnectionPool | null): Record<string, Json> {
  const most = pool?.maxRequestsPerConnection ?? 0;
  if (most === 0) return {};
  const options = typed('envoy.extensions.upstreams.http.v3.HttpProtocolOptions', {
    common_http_protocol_options: { max_requests_per_connection: most },
    explicit_http_config: { http_protocol_options: {} },
  });
  return { typed_extension_protocol_options: { 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': options } };
}
