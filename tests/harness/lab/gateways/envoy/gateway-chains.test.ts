import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHOP, to, virtualService } from '../../../../lab/gateways/hand-built.ts';
import { envoyFor, type Part } from './parts.ts';

const V1 = to({ v1: 1 });
const V2 = to({ v2: 1 });
const named = (version: string) => `outbound|80|${version}|shop.default.svc.cluster.local`;
const BARE = SHOP.slice(0, SHOP.lastIndexOf('apiVersion: networking.istio.io/v1\nkind: Gateway'));

/** `SHOP` with other servers at its gateway `front`. */
const served = (servers: string, ...rules: readonly string[]) =>
  `${BARE}apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: front }
spec: { selector: { istio: ingressgateway }, servers: [${servers}] }
---${rules.join('')}`;

const l4 = (kind: 'tcp' | 'tls', rules: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: bytes }
spec: { gateways: [front], hosts: ["*"], ${kind}: [${rules}] }
---`;

const HTTPS = (hosts: string, mode = 'SIMPLE', name = hosts.replaceAll(/\W/g, '')) =>
  `{ port: { number: 443, name: ${name}, protocol: HTTPS }, tls: { mode: ${mode}, credentialName: a }, hosts: [${hosts}] }`;

test('an edge believes no client, counts attempts, reads paths as Istio does, and has no time limit of its own', () => {
  const text = [SHOP, virtualService('a', ['*'], [V1])].join('');
  const { filter, hosts, listener } = envoyFor(text);
  const edge = filter('gateway ingress :80');
  assert.deepEqual(
    [edge.use_remote_address, edge.normalize_path, edge.stream_idle_timeout, edge.route_config.validate_clusters],
    [true, true, '0s', false],
  );
  assert.equal(edge.route_config.ignore_port_in_host_matching, true);
  assert.equal(hosts('gateway ingress :80')['*'].include_request_attempt_count, true);
  assert.equal(listener('gateway ingress :80').listener_filters, undefined);
  assert.equal(filter('mesh shop.default.svc.cluster.local:80').use_remote_address, false);
});

test('a virtual host for each host, in lower case', () => {
  const text = [SHOP, virtualService('a', ['A.example.com'], [V1]), virtualService('b', ['*.example.com'], [V2])].join('');
  const hosts = envoyFor(text).hosts('gateway ingress :80');
  assert.deepEqual(Object.keys(hosts), ['a.example.com', '*.example.com']);
  assert.equal(hosts['a.example.com'].routes[0].route.cluster, named('v1'));
});

test('a server serves no host beyond its own', () => {
  const text = served(
    '{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*.example.com"] }',
    virtualService('a', ['*'], [V1]),
    virtualService('b', ['b.example.com'], [V2]),
  );
  assert.deepEqual(Object.keys(envoyFor(text).hosts('gateway ingress :80')), ['b.example.com', '*.example.com']);
});

test('httpsRedirect asks for TLS at the virtual host, as pilot does', () => {
  const text = served(
    `{ port: { number: 80, name: http, protocol: HTTP }, tls: { httpsRedirect: true }, hosts: [a.com] }, ${HTTPS('a.com')}`,
    virtualService('a', ['a.com'], [V1]),
  );
  const { hosts } = envoyFor(text);
  assert.equal(hosts('gateway ingress :80')['a.com'].require_tls, 'ALL');
  assert.equal(hosts('gateway ingress :443')['a.com'].require_tls, undefined);
});

test('TLS ends in a chain per server, chosen by name; MUTUAL wants a certificate', () => {
  const text = served(
    `${HTTPS('a.com')}, ${HTTPS('"*.b.com"', 'MUTUAL')}`,
    virtualService('a', ['a.com'], [V1]),
    virtualService('b', ['x.b.com'], [V2]),
  );
  const { listener, hosts } = envoyFor(text);
  const { filter_chains, listener_filters } = listener('gateway ingress :443');
  assert.equal(listener_filters[0].name, 'envoy.filters.listener.tls_inspector');
  assert.deepEqual(
    filter_chains.map((chain: Part) => chain.filter_chain_match.server_names),
    [['a.com'], ['*.b.com']],
  );
  const [simple, mutual] = filter_chains.map((chain: Part) => chain.transport_socket.typed_config);
  assert.deepEqual([simple.require_client_certificate, mutual.require_client_certificate], [false, true]);
  assert.equal(simple.common_tls_context.validation_context, undefined);
  assert.deepEqual(mutual.common_tls_context.validation_context, { trusted_ca: { filename: '/ca.pem' } });
  assert.deepEqual(simple.common_tls_context.alpn_protocols, ['h2', 'http/1.1']);
  // A host that the rules do not name stays at the listener of its name, which answers 404.
  assert.deepEqual(Object.keys(hosts('gateway ingress :443', 1)), ['x.b.com', '*.b.com']);
  assert.deepEqual(hosts('gateway ingress :443', 1)['*.b.com'].routes, []);
});

test('TLS that is passed on goes by server name, the first rule for a name, and is not opened', () => {
  const passed = '{ port: { number: 443, name: tls, protocol: TLS }, tls: { mode: PASSTHROUGH }, hosts: ["*"] }';
  const rule = (names: string, more: string) => `{ match: [{ sniHosts: [${names}]${more} }], `;
  const text = served(
    passed,
    l4(
      'tls',
      `${rule('a.com, b.com', ', port: 443')}${V1} }, ${rule('b.com, c.com', '')}${V2} }, ${rule('d.com', ', port: 444')}${V2} }`,
    ),
  );
  const { filter_chains } = envoyFor(text).listener('gateway ingress :443');
  assert.deepEqual(
    filter_chains.map((chain: Part) => [chain.filter_chain_match.server_names, chain.filters[0].typed_config.cluster]),
    [
      [['a.com', 'b.com'], named('v1')],
      [['c.com'], named('v2')],
    ],
  );
  assert.ok(filter_chains.every((chain: Part) => chain.transport_socket === undefined));
});

test('TCP goes by weight; a weight of 0 is left out; a port without rules is closed', () => {
  const tcp = (rules: string) =>
    envoyFor(served('{ port: { number: 9000, name: tcp, protocol: TCP }, hosts: ["*"] }', rules === '' ? '' : l4('tcp', rules)));
  assert.deepEqual(tcp(`{ ${to({ v1: 80, v2: 20, v3: 0 })} }`).filter('gateway ingress :9000').weighted_clusters.clusters, [
    { name: named('v1'), weight: 80 },
    { name: named('v2'), weight: 20 },
  ]);
  assert.equal(tcp(`{ ${V1} }`).filter('gateway ingress :9000').cluster, named('v1'));
  assert.equal(tcp(`{ match: [{ port: 9001 }], ${V1} }, { ${V2} }`).filter('gateway ingress :9000').cluster, named('v2'));
});

test('a refused backend keeps its weight: 500 over HTTP, a closed connection over TCP', () => {
  const gateway = (protocol: string) => `${BARE}apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: front }
spec: { gatewayClassName: istio, listeners: [{ name: a, port: 80, protocol: ${protocol} }] }
---
apiVersion: gateway.networking.k8s.io/${protocol === 'TCP' ? 'v1alpha2' : 'v1'}
kind: ${protocol}Route
metadata: { name: a }
spec:
  parentRefs: [{ name: front }]
  rules: [{ backendRefs: [{ name: shop, port: 80, weight: 3 }, { name: shop, port: 80, kind: Other, group: x.io, weight: 1 }] }]
`;
  const weights = [
    { name: 'outbound|80||shop.default.svc.cluster.local', weight: 3 },
    { name: 'refused', weight: 1 },
  ];
  const [route] = envoyFor(gateway('HTTP')).routes('gateway default/front :80');
  assert.deepEqual(route.route.weighted_clusters.clusters, weights);
  assert.equal(route.route.cluster_not_found_response_code, 'INTERNAL_SERVER_ERROR');
  assert.deepEqual(envoyFor(gateway('TCP')).filter('gateway default/front :80').weighted_clusters.clusters, weights);
});

test('auto-passthrough leads to services by the name Istio gives them, among mutual certificates', () => {
  const auto = '{ port: { number: 15443, name: tls, protocol: TLS }, tls: { mode: AUTO_PASSTHROUGH }, hosts: ["*.local"] }';
  const { listener } = envoyFor(served(auto));
  const chains: Part[] = listener('gateway ingress :15443').filter_chains;
  assert.deepEqual(
    chains.map((chain) => [chain.filter_chain_match.server_names, chain.filters[0].typed_config.cluster]),
    ['', 'v1', 'v2', 'v3', 'v4', 'nobody'].map((subset) => [
      [`outbound_.80_.${subset}_.shop.default.svc.cluster.local`],
      `outbound|80|${subset}|shop.default.svc.cluster.local`,
    ]),
  );
  assert.ok(chains.every((chain) => chain.transport_socket.typed_config.require_client_certificate));
});

test('two servers of one name are told before Envoy is asked', () => {
  const second = HTTPS('a.com', 'SIMPLE', 'again');
  const text = served(`${HTTPS('a.com')}, ${HTTPS('b.com')}`, virtualService('a', ['a.com'], [V1]));
  assert.equal(envoyFor(text).listener('gateway ingress :443').filter_chains.length, 2);
  assert.throws(
    () => envoyFor(served(`${HTTPS('a.com')}, ${second}`, virtualService('a', ['a.com'], [V1]))),
    /a\.yaml:\d+: two servers of this port take a\.com; give each its own hosts/,
  );
});
