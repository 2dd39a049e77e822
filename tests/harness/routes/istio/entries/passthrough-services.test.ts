import assert from 'node:assert/strict';
import { test } from 'node:test';
import { destinationRule, gateway, gatewaysOf, istioOf, said, server, service, splitOf, virtualService } from '../istio-of.ts';

const CROSS = gateway('cross', server(15443, 'TLS', '["*.local"]', '{mode: AUTO_PASSTHROUGH}'));
const SUBSETS = destinationRule('r', '{host: reviews, subsets: [{name: v2, labels: {version: v2}}]}');

test('every service and subset is reached by the server name that sidecars send', () => {
  const [entry] = gatewaysOf(istioOf(service('reviews') + SUBSETS + CROSS));
  assert.deepEqual(
    entry!.hosts.map(({ host, tls }) => [host, splitOf(tls[0]!)]),
    [
      ['outbound_.9080_._.reviews.default.svc.cluster.local', ['reviews.default.svc.cluster.local:9080/=100']],
      ['outbound_.9080_.v2_.reviews.default.svc.cluster.local', ['reviews.default.svc.cluster.local:9080/v2=100']],
    ],
  );
});

test('no VirtualService has a say there, and that is told', () => {
  const istio = istioOf(
    service('reviews') +
      CROSS +
      virtualService(
        'v',
        '{hosts: ["*.local"], gateways: [cross], tls: [{match: [{sniHosts: ["*.local"]}], route: [{destination: {host: reviews}}]}]}',
      ),
  );
  assert.ok(said(istio).some((line) => line.endsWith('warning rules-not-used')));
  assert.equal(gatewaysOf(istio)[0]!.hosts.length, 1);
});
