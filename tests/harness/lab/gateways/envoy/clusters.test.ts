import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHOP, to, virtualService } from '../../../../lab/gateways/hand-built.ts';
import { envoyFor } from './parts.ts';

const NAME = 'outbound|80|v1|shop.default.svc.cluster.local';
const RULES = virtualService('rules', ['*'], [to({ v1: 1, v4: 1 })]);
const UNLIMITED = 4_294_967_295;

/** `SHOP` with another policy for its host, and for its subset v1. */
const withPolicy = (policy: string, ofV1 = '') =>
  [SHOP, RULES]
    .join('')
    .replace('  host: shop\n', `  host: shop\n  trafficPolicy: { ${policy} }\n`)
    .replace('labels: { version: v1 } }', `labels: { version: v1 }${ofV1 === '' ? '' : `, trafficPolicy: { ${ofV1} }`} }`);

const clusterWith = (policy: string, ofV1 = '') => envoyFor(withPolicy(policy, ofV1)).cluster(NAME);

test("without a policy every limit is Istio's, not Envoy's", () => {
  const cluster = envoyFor([SHOP, RULES].join('')).cluster(NAME);
  assert.deepEqual(cluster.circuit_breakers.thresholds, [
    {
      max_connections: UNLIMITED,
      max_pending_requests: UNLIMITED,
      max_requests: UNLIMITED,
      max_retries: UNLIMITED,
      track_remaining: true,
    },
  ]);
  assert.equal(cluster.lb_policy, 'LEAST_REQUEST');
  assert.equal(cluster.connect_timeout, '10s');
  for (const field of ['outlier_detection', 'common_lb_config', 'transport_socket', 'typed_extension_protocol_options'])
    assert.equal(cluster[field], undefined);
});

test('a cluster for each destination and service port, once, and none that nothing leads to', () => {
  assert.deepEqual(
    envoyFor([SHOP, RULES].join(''))
      .clusters.map(({ name }) => name)
      .toSorted(),
    [
      'outbound|80|v1|shop.default.svc.cluster.local',
      'outbound|80|v4|shop.default.svc.cluster.local',
      'outbound|80||shop.default.svc.cluster.local',
      'outside|80||shop.default.svc.cluster.local',
    ],
  );
});

test('every replica is an endpoint, of equal weight', () => {
  const { load_assignment } = envoyFor([SHOP, RULES].join('')).cluster('outbound|80|v4|shop.default.svc.cluster.local');
  const [{ lb_endpoints }] = load_assignment.endpoints;
  assert.deepEqual(
    lb_endpoints.map(({ load_balancing_weight }: { load_balancing_weight: number }) => load_balancing_weight),
    [1, 1, 1],
  );
});

test('limits that are written, and a 0 that reads as not written', () => {
  const pool =
    'connectionPool: { tcp: { maxConnections: 1, connectTimeout: 2s }, http: { http1MaxPendingRequests: 2, http2MaxRequests: 3, maxRetries: 4, maxRequestsPerConnection: 5 } }';
  const cluster = clusterWith(pool);
  const [thresholds] = cluster.circuit_breakers.thresholds;
  assert.deepEqual(
    [thresholds.max_connections, thresholds.max_pending_requests, thresholds.max_requests, thresholds.max_retries],
    [1, 2, 3, 4],
  );
  assert.equal(cluster.connect_timeout, '2s');
  const [options] = Object.values(cluster.typed_extension_protocol_options) as {
    common_http_protocol_options: { max_requests_per_connection: number };
  }[];
  assert.equal(options?.common_http_protocol_options.max_requests_per_connection, 5);
  const zero = clusterWith('connectionPool: { tcp: { maxConnections: 0 }, http: { maxRequestsPerConnection: 0 } }');
  assert.equal(zero.circuit_breakers.thresholds[0].max_connections, UNLIMITED);
  assert.equal(zero.typed_extension_protocol_options, undefined);
});

test('load balancers', () => {
  const policies = ['RANDOM', 'ROUND_ROBIN', 'LEAST_REQUEST'];
  assert.deepEqual(
    policies.map((simple) => clusterWith(`loadBalancer: { simple: ${simple} }`).lb_policy),
    policies,
  );
});

test('what is outside the mesh is picked as kube-proxy does, whatever the policy', () => {
  const { cluster } = envoyFor(
    withPolicy('loadBalancer: { simple: ROUND_ROBIN }, connectionPool: { tcp: { maxConnections: 1 } }'),
  );
  const outside = cluster('outside|80||shop.default.svc.cluster.local');
  assert.equal(outside.lb_policy, 'RANDOM');
  assert.equal(outside.circuit_breakers.thresholds[0].max_connections, UNLIMITED);
});

test('localities and hashes are errors with their line', () => {
  assert.throws(
    () => clusterWith('loadBalancer: { localityLbSetting: { enabled: true } }'),
    /^LabError: a\.yaml:\d+: loadBalancer: the lab has one place and no localities; leave it out for the lab/,
  );
  assert.throws(
    () => clusterWith('loadBalancer: { consistentHash: { httpHeaderName: x-user } }'),
    /^LabError: a\.yaml:\d+: loadBalancer: the lab does not balance by .*x-user with envoy; leave it out/,
  );
});

test('outlier detection as pilot compiles it', () => {
  const cluster = clusterWith(
    'outlierDetection: { consecutive5xxErrors: 3, consecutiveGatewayErrors: 0, interval: 5s, baseEjectionTime: 30s, maxEjectionPercent: 100, minHealthPercent: 25 }',
  );
  assert.deepEqual(cluster.outlier_detection, {
    consecutive_5xx: 3,
    enforcing_consecutive_5xx: 100,
    consecutive_gateway_failure: 0,
    enforcing_consecutive_gateway_failure: 0,
    enforcing_success_rate: 0,
    interval: '5s',
    base_ejection_time: '30s',
    max_ejection_percent: 100,
  });
  assert.deepEqual(cluster.common_lb_config, { healthy_panic_threshold: { value: 25 } });
  const bare = clusterWith('outlierDetection: { consecutive5xxErrors: 3 }');
  assert.deepEqual(bare.common_lb_config, { healthy_panic_threshold: { value: 0 } });
  assert.deepEqual(bare.outlier_detection, {
    consecutive_5xx: 3,
    enforcing_consecutive_5xx: 100,
    enforcing_success_rate: 0,
  });
});

test('the subset goes before the host, the port before both', () => {
  const host = 'loadBalancer: { simple: RANDOM }';
  assert.equal(clusterWith(host, 'loadBalancer: { simple: ROUND_ROBIN }').lb_policy, 'ROUND_ROBIN');
  assert.equal(clusterWith(host).lb_policy, 'RANDOM');
  const atPort = (port: number) =>
    clusterWith(`${host}, portLevelSettings: [{ port: { number: ${port} }, loadBalancer: { simple: ROUND_ROBIN } }]`);
  assert.equal(atPort(80).lb_policy, 'ROUND_ROBIN');
  assert.equal(atPort(81).lb_policy, 'RANDOM');
});

test('a policy for a wildcard holds for the services below it', () => {
  const wild = withPolicy('loadBalancer: { simple: RANDOM }').replace('host: shop\n', 'host: "*.default.svc.cluster.local"\n');
  const { cluster } = envoyFor(wild.replace(RULES, ''));
  assert.equal(cluster('outbound|80||shop.default.svc.cluster.local').lb_policy, 'RANDOM');
});

test('TLS towards another cluster shows a certificate and the server name; inside the lab it is plain', () => {
  const tls = (inside: string) => clusterWith(`tls: { ${inside} }`).transport_socket?.typed_config;
  assert.deepEqual(tls('mode: ISTIO_MUTUAL, sni: outbound_.80_.v1_.shop.local'), {
    '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
    sni: 'outbound_.80_.v1_.shop.local',
    common_tls_context: {
      tls_certificates: [{ certificate_chain: { filename: '/lab.pem' }, private_key: { filename: '/lab.pem.key' } }],
      validation_context: { trusted_ca: { filename: '/ca.pem' } },
    },
  });
  assert.deepEqual(tls('mode: SIMPLE, sni: shop.local').common_tls_context, {
    validation_context: { trusted_ca: { filename: '/ca.pem' } },
  });
  assert.equal(tls('mode: ISTIO_MUTUAL'), undefined);
  assert.equal(tls('mode: DISABLE'), undefined);
});
