import assert from 'node:assert/strict';
import { test } from 'node:test';
import { destinationRule, istioOf } from '../istio-of.ts';

const policy = (trafficPolicy: string, subset = '{}') =>
  istioOf(destinationRule('a', `{host: a, trafficPolicy: ${trafficPolicy}, subsets: [{name: v1, trafficPolicy: ${subset}}]}`))
    .policies[0]!;

test('load balancers by their names, old ones included', () => {
  const lb = (text: string) => {
    const { loadBalancer } = policy(`{loadBalancer: ${text}}`).policy;
    return [loadBalancer?.kind, loadBalancer?.isLocalityAware];
  };
  assert.deepEqual(lb('{simple: ROUND_ROBIN}'), ['round-robin', false]);
  assert.deepEqual(lb('{simple: LEAST_CONN}'), ['least-request', false]);
  assert.deepEqual(lb('{simple: UNSPECIFIED}'), ['default', false]);
  assert.deepEqual(lb('{simple: PASSTHROUGH}'), ['passthrough', false]);
  assert.deepEqual(lb('{localityLbSetting: {enabled: true}}'), ['default', true]);
  assert.deepEqual(lb('{localityLbSetting: {enabled: false}, simple: RANDOM}'), ['random', false]);
  assert.equal(policy('{loadBalancer: {consistentHash: {httpHeaderName: x-user}}}').policy.loadBalancer?.text, 'header x-user');
  assert.equal(policy('{loadBalancer: {consistentHash: {useSourceIp: true}}}').policy.loadBalancer?.text, 'source address');
  assert.equal(policy('{}').policy.loadBalancer, null);
});

test('connection pool, outlier detection and TLS', () => {
  const { connectionPool, outlierDetection, tls } = policy(
    '{connectionPool: {tcp: {maxConnections: 1, connectTimeout: 30ms}, http: {http1MaxPendingRequests: 1, maxRequestsPerConnection: 1, http2MaxRequests: 2, maxRetries: 3}}, outlierDetection: {consecutiveErrors: 1, interval: 1s, baseEjectionTime: 3m, maxEjectionPercent: 100}, tls: {mode: ISTIO_MUTUAL, sni: outbound_.9080_.v2_.reviews.default.svc.cluster.local}}',
  ).policy;
  assert.deepEqual(
    [
      connectionPool?.maxConnections,
      connectionPool?.connectTimeoutMs,
      connectionPool?.maxPendingRequests,
      connectionPool?.maxRequestsPerConnection,
      connectionPool?.maxRequests,
      connectionPool?.maxRetries,
    ],
    [1, 30, 1, 1, 2, 3],
  );
  assert.deepEqual(
    [
      outlierDetection?.consecutive5xxErrors,
      outlierDetection?.consecutiveGatewayErrors,
      outlierDetection?.intervalMs,
      outlierDetection?.baseEjectionTimeMs,
      outlierDetection?.maxEjectionPercent,
    ],
    [null, 1, 1000, 180_000, 100],
  );
  assert.deepEqual([tls?.mode, tls?.sni], ['ISTIO_MUTUAL', 'outbound_.9080_.v2_.reviews.default.svc.cluster.local']);
});

test('a subset says what it says, the host says the rest', () => {
  const { subsets } = policy('{loadBalancer: {simple: RANDOM}, tls: {mode: SIMPLE}}', '{loadBalancer: {simple: ROUND_ROBIN}}');
  assert.deepEqual([subsets[0]?.policy.loadBalancer?.kind, subsets[0]?.policy.tls?.mode], ['round-robin', 'SIMPLE']);
});

test('a port has what is written for it and nothing of what is around it', () => {
  const PORT = 'portLevelSettings: [{port: {number: 80}, tls: {mode: SIMPLE}}, {port: {number: 80}, tls: {mode: MUTUAL}}]';
  const read = policy(`{loadBalancer: {simple: RANDOM}, ${PORT}}`, '{loadBalancer: {simple: ROUND_ROBIN}}');
  assert.deepEqual([read.policy.ports[80]?.loadBalancer, read.policy.ports[80]?.tls?.mode], [null, 'SIMPLE']);
  const below = read.subsets[0]?.policy.ports[80];
  assert.deepEqual([below?.loadBalancer?.kind, below?.tls?.mode], ['round-robin', 'SIMPLE']);
  const own = policy(
    `{loadBalancer: {simple: RANDOM}, ${PORT}}`,
    '{portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: PASSTHROUGH}}]}',
  ).subsets[0]?.policy.ports[80];
  assert.deepEqual([own?.loadBalancer?.kind, own?.tls], ['passthrough', null]);
});

test('what nobody here explains is named', () => {
  const { unexplained } = policy(
    '{tunnel: {protocol: CONNECT, targetHost: a, targetPort: 1}, proxyProtocol: {version: V2}, retryBudget: {percent: 20}, loadBalancer: {simple: RANDOM, warmup: {duration: 1s}}, connectionPool: {http: {h2UpgradePolicy: UPGRADE}, tcp: {tcpKeepalive: {}}}, outlierDetection: {splitExternalLocalOriginErrors: true}}',
  ).policy;
  assert.deepEqual(
    unexplained.map(({ field }) => field),
    [
      'tunnel',
      'proxyProtocol',
      'retryBudget',
      'loadBalancer.warmup',
      'connectionPool.tcp.tcpKeepalive',
      'connectionPool.http.h2UpgradePolicy',
      'outlierDetection.splitExternalLocalOriginErrors',
    ],
  );
});
