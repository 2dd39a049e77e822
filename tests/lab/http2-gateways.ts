import type { RunningGateway } from './gateways/running-gateway.ts';
import { startGateway } from './gateways/running-gateway.ts';
import type { Split } from './gateways/split.ts';

/** What an HTTP/2 gateway of these tests does beside splitting 80 : 20 or whatever the weights say. */
export interface Http2Gateway extends Split {
  /** One decision for each request, or one for each connection. */
  readonly per: 'request' | 'connection';
  /** After so many requests the gateway says goodbye to a connection; null: never. */
  readonly requestsPerConnection?: number;
  /** Files for a listener that asks for a client certificate; absent: cleartext with prior knowledge. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string; readonly caFile: string };
}

/**
 * Starts Envoy with codec HTTP2: weighted clusters in an HTTP route decide per request. Per connection its TCP proxy decides, and the
 * HTTP/2 connection goes through to one destination, which must speak it.
 */
export function startHttp2Envoy(gateway: Http2Gateway): Promise<RunningGateway> {
  return startGateway(
    {
      program: 'envoy',
      fileName: 'envoy.yaml',
      configuration: () => envoyConfiguration(gateway),
      args: (_folder, file) => ['-c', file, '--disable-hot-restart', '--concurrency', '1', '--log-level', 'warning'],
    },
    gateway.listenPort,
  );
}

const EXTENSIONS = 'type.googleapis.com/envoy.extensions';

function envoyConfiguration(gateway: Http2Gateway): string {
  const weighted = gateway.destinations.map(({ name, weight }) => `{ name: ${name}, weight: ${weight} }`).join(', ');
  return `
static_resources:
  listeners:
  - address: { socket_address: { address: 127.0.0.1, port_value: ${gateway.listenPort} } }
    filter_chains:
    - ${envoyTls(gateway)}
      filters: [${gateway.per === 'request' ? envoyRoutes(gateway, weighted) : envoyProxy(weighted)}]
  clusters:
${gateway.destinations
  .map(
    ({ name, port }) => `
  - name: ${name}
    load_assignment:
      cluster_name: ${name}
      endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: ${port} } } } }] }]`,
  )
  .join('')}
`;
}

function envoyRoutes({ requestsPerConnection }: Http2Gateway, weighted: string): string {
  const limit =
    requestsPerConnection === undefined
      ? ''
      : `common_http_protocol_options: { max_requests_per_connection: ${requestsPerConnection} },`;
  return `{ name: envoy.filters.network.http_connection_manager, typed_config: {
        "@type": ${EXTENSIONS}.filters.network.http_connection_manager.v3.HttpConnectionManager,
        stat_prefix: split, codec_type: HTTP2, ${limit}
        http_filters: [{ name: envoy.filters.http.router, typed_config: { "@type": ${EXTENSIONS}.filters.http.router.v3.Router } }],
        route_config: { virtual_hosts: [{ name: split, domains: ["*"], routes: [
          { match: { prefix: / }, route: { weighted_clusters: { clusters: [${weighted}] } } }] }] } } }`;
}

function envoyProxy(weighted: string): string {
  return `{ name: envoy.filters.network.tcp_proxy, typed_config: {
        "@type": ${EXTENSIONS}.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: split, weighted_clusters: { clusters: [${weighted}] } } }`;
}

function envoyTls({ tls }: Http2Gateway): string {
  if (tls === undefined) return 'name: cleartext';
  return `transport_socket: { name: envoy.transport_sockets.tls, typed_config: {
        "@type": ${EXTENSIONS}.transport_sockets.tls.v3.DownstreamTlsContext, require_client_certificate: true,
        common_tls_context: { alpn_protocols: [h2],
          tls_certificates: [{ certificate_chain: { filename: ${tls.certFile} }, private_key: { filename: ${tls.keyFile} } }],
          validation_context: { trusted_ca: { filename: ${tls.caFile} } } } } }`;
}

/** Starts nginx with `listen … http2`, choosing by a hash of the request's id or of the number of its connection. */
export function startHttp2Nginx(gateway: Http2Gateway): Promise<RunningGateway> {
  return startGateway(
    {
      program: 'nginx',
      fileName: 'nginx.conf',
      configuration: (folder) => nginxConfiguration(gateway, folder),
      args: (folder, file) => ['-p', folder, '-e', 'stderr', '-c', file],
    },
    gateway.listenPort,
  );
}

function nginxConfiguration(
  { listenPort, destinations, per, requestsPerConnection = 1_000 }: Http2Gateway,
  folder: string,
): string {
  const total = destinations.reduce((sum, { weight }) => sum + weight, 0);
  const shares = destinations.map(({ name, weight }, i) =>
    i === destinations.length - 1 ? `    * ${name};` : `    ${((100 * weight) / total).toFixed(2)}% ${name};`,
  );
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 4096; }
http {
  access_log off;
${kinds.map((kind) => `  ${kind}_temp_path ${folder}/${kind};`).join('\n')}
${destinations.map(({ name, port }) => `  upstream ${name} { server 127.0.0.1:${port}; }`).join('\n')}
  split_clients "${per === 'request' ? '$request_id' : '$remote_port $connection'}" $version {
${shares.join('\n')}
  }
  server {
    listen 127.0.0.1:${listenPort} http2;
    keepalive_requests ${requestsPerConnection};
    location / { proxy_pass http://$version; }
  }
}
`;
}
