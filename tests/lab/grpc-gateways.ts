import { type RunningGateway, startGateway } from './gateways/running-gateway.ts';
import type { Split } from './gateways/split.ts';

/** What decides about a call: a route, call by call, or the connection that it is made on. */
export interface GrpcGateway extends Split {
  readonly per: 'request' | 'connection';
}

const EXTENSIONS = 'type.googleapis.com/envoy.extensions';

/**
 * Starts Envoy before workloads that speak gRPC. Per request: an HTTP route with weighted clusters, each of which is called over HTTP/2.
 * Per connection: a TCP proxy, which looks at nothing, as kube-proxy does.
 */
export function startGrpcEnvoy(gateway: GrpcGateway): Promise<RunningGateway> {
  return startGateway(
    {
      program: 'envoy',
      fileName: 'envoy.yaml',
      configuration: () => configuration(gateway),
      args: (_folder, file) => ['-c', file, '--disable-hot-restart', '--concurrency', '1', '--log-level', 'warning'],
    },
    gateway.listenPort,
  );
}

function configuration({ listenPort, destinations, per }: GrpcGateway): string {
  const weighted = destinations.map(({ name, weight }) => `{ name: ${name}, weight: ${weight} }`).join(', ');
  return `
static_resources:
  listeners:
  - address: { socket_address: { address: 127.0.0.1, port_value: ${listenPort} } }
    filter_chains:
    - filters: [${per === 'request' ? routes(weighted) : proxy(weighted)}]
  clusters:
${destinations.map(({ name, port }) => cluster(name, port)).join('')}
`;
}

function routes(weighted: string): string {
  return `{ name: envoy.filters.network.http_connection_manager, typed_config: {
        "@type": ${EXTENSIONS}.filters.network.http_connection_manager.v3.HttpConnectionManager,
        stat_prefix: split, codec_type: HTTP2,
        http_filters: [{ name: envoy.filters.http.router, typed_config: { "@type": ${EXTENSIONS}.filters.http.router.v3.Router } }],
        route_config: { virtual_hosts: [{ name: split, domains: ["*"], routes: [
          { match: { prefix: /, grpc: {} }, route: { weighted_clusters: { clusters: [${weighted}] } } }] }] } } }`;
}

function proxy(weighted: string): string {
  return `{ name: envoy.filters.network.tcp_proxy, typed_config: {
        "@type": ${EXTENSIONS}.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: split, weighted_clusters: { clusters: [${weighted}] } } }`;
}

function cluster(name: string, port: number): string {
  return `
  - name: ${name}
    typed_extension_protocol_options:
      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
        "@type": ${EXTENSIONS}.upstreams.http.v3.HttpProtocolOptions
        explicit_http_config: { http2_protocol_options: {} }
    load_assignment:
      cluster_name: ${name}
      endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: ${port} } } } }] }]`;
}
