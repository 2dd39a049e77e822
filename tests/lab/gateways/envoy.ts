import { type RunningGateway, startGateway } from './running-gateway.ts';
import type { Destination, Split } from './split.ts';

/** Starts Envoy in front of the destinations, with weighted clusters in its HTTP route or in its TCP proxy. */
export function startEnvoy(mode: 'tcp' | 'http', split: Split): Promise<RunningGateway> {
  return startGateway(
    {
      program: 'envoy',
      fileName: 'envoy.yaml',
      configuration: () => envoyConfiguration(mode, split),
      // Without --disable-hot-restart two Envoys on one machine share memory by the same name.
      args: (_folder, file) => ['-c', file, '--disable-hot-restart', '--concurrency', '1', '--log-level', 'warning'],
    },
    split.listenPort,
  );
}

function envoyConfiguration(mode: 'tcp' | 'http', split: Split): string {
  return `
static_resources:
  listeners:
  - address: { socket_address: { address: 127.0.0.1, port_value: ${split.listenPort} } }
    filter_chains:
    - filters:
${mode === 'tcp' ? tcpFilter(split) : httpFilter(split)}
  clusters:
${split.destinations.map(cluster).join('\n')}
`;
}

const EXTENSIONS = 'type.googleapis.com/envoy.extensions.filters';

function tcpFilter({ destinations }: Split): string {
  return `
      - name: envoy.filters.network.tcp_proxy
        typed_config:
          "@type": ${EXTENSIONS}.network.tcp_proxy.v3.TcpProxy
          stat_prefix: split
          weighted_clusters: { clusters: [${weights(destinations)}] }`;
}

function httpFilter({ destinations }: Split): string {
  return `
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": ${EXTENSIONS}.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: split
          http_filters:
          - name: envoy.filters.http.router
            typed_config: { "@type": ${EXTENSIONS}.http.router.v3.Router }
          route_config:
            virtual_hosts:
            - name: split
              domains: ["*"]
              routes:
              - match: { prefix: / }
                route: { weighted_clusters: { clusters: [${weights(destinations)}] } }`;
}

function weights(destinations: readonly Destination[]): string {
  return destinations.map(({ name, weight }) => `{ name: ${name}, weight: ${weight} }`).join(', ');
}

function cluster({ name, port }: Destination): string {
  return `
  - name: ${name}
    connect_timeout: 5s
    load_assignment:
      cluster_name: ${name}
      endpoints:
      - lb_endpoints:
        - endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: ${port} } } }`;
}
