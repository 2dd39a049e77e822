import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { makeCertificates } from '../../../../../harness/lab/certificates.ts';
import { envoyBootstrap } from '../../../../../harness/lab/gateways/envoy/bootstrap.ts';
import { HAND_BUILT, SHOP, to, virtualService } from '../../../../lab/gateways/hand-built.ts';
import { randomRules } from '../../../../lab/gateways/random-rules.ts';
import { skipWithout } from '../../../../lab/parts.ts';
import { layoutOf, paperWiring } from '../laid-out.ts';
import type { Part } from './parts.ts';
import { refusal } from './validated.ts';

/** What only Envoy does, all in one. */
const RICH = [
  SHOP.replace(
    '  host: shop\n',
    `  host: shop
  trafficPolicy:
    loadBalancer: { simple: ROUND_ROBIN }
    connectionPool: { tcp: { maxConnections: 1, connectTimeout: 1ms }, http: { http1MaxPendingRequests: 1, maxRequestsPerConnection: 1 } }
    outlierDetection: { consecutive5xxErrors: 1, consecutiveGatewayErrors: 0, interval: 1ms, baseEjectionTime: 1h, minHealthPercent: 50 }
    tls: { mode: ISTIO_MUTUAL, sni: outbound_.80_.v1_.shop.local }
`,
  ),
  virtualService(
    'rich',
    ['*'],
    [
      `fault: { abort: { percentage: { value: 0.1 }, grpcStatus: NOT_FOUND }, delay: { percent: 5, fixedDelay: 1ms } }, ${to({ v1: 1 })}`,
      `retries: { attempts: 3, perTryTimeout: 2s, backoff: 10ms, retryOn: "5xx,503,gateway-error" }, timeout: 90ms, ${to({ v1: 1, v2: 0, v3: 2 })}`,
      `mirror: { host: shop, subset: v2 }, mirrorPercentage: { value: 33.3 }, headers: { request: { set: { x-a: b }, remove: [x-c] } }, ${to({ v4: 1 })}`,
      `match: [{ headers: { x-a: { exact: "" } }, withoutHeaders: { x-b: {} } }], ${to({ v1: 1 })}`,
      `rewrite: { uriRegexRewrite: { match: "/(a)", rewrite: "/\\\\1" } }, ${to({ v1: 1 })}`,
    ],
  ),
].join('');

const SERVERS = `${SHOP}
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: all }
spec:
  selector: { istio: ingressgateway }
  servers:
    - { port: { number: 443, name: a, protocol: HTTPS }, tls: { mode: SIMPLE, credentialName: a }, hosts: [a.com, "*.a.com"] }
    - { port: { number: 443, name: b, protocol: HTTPS }, tls: { mode: MUTUAL, credentialName: b }, hosts: [b.com] }
    - { port: { number: 8443, name: c, protocol: TLS }, tls: { mode: PASSTHROUGH }, hosts: ["*"] }
    - { port: { number: 15443, name: d, protocol: TLS }, tls: { mode: AUTO_PASSTHROUGH }, hosts: ["*.local"] }
    - { port: { number: 9000, name: e, protocol: TCP }, hosts: ["*"] }
    - { port: { number: 9001, name: f, protocol: TCP }, hosts: ["*"] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: all }
spec:
  gateways: [all]
  hosts: ["*"]
  http: [{ ${to({ v1: 1 })} }]
  tls: [{ match: [{ port: 8443, sniHosts: [c.com] }], ${to({ v1: 1 })} }]
  tcp: [{ match: [{ port: 9000 }], ${to({ v1: 1, v2: 2 })} }]
---`;

async function configurationOf(context: TestContext, text: string): Promise<Part> {
  const certificates = await makeCertificates(['a.com']);
  context.after(() => certificates.remove());
  const layout = layoutOf(text);
  assert.deepEqual(
    layout.table.problems.filter(({ severity }) => severity === 'error'),
    [],
  );
  return envoyBootstrap(layout, paperWiring(layout, certificates));
}

suite('envoy --mode validate', { skip: skipWithout('envoy'), concurrency: 2 }, () => {
  for (const [name, text] of Object.entries({ everyCondition: HAND_BUILT, everythingElse: RICH, everyServer: SERVERS })) {
    test(`takes ${name}`, async (context) => assert.equal(await refusal(await configurationOf(context, text)), ''));
  }

  test('takes random rules', async (context) => {
    const seed = Number(process.env.PROPERTY_SEED ?? 1);
    for (const text of fc.sample(randomRules, { numRuns: 8, seed }))
      assert.equal(await refusal(await configurationOf(context, text)), '', text);
  });

  /** Each breaks one thing that the configurations above have right; Envoy must say so, or it checked nothing. */
  const BREAKS: readonly (readonly [string, RegExp, (configuration: Part) => void])[] = [
    ['an unknown field', /lb_polizy/, (wrong) => Object.assign(wrong.static_resources.clusters[0], { lb_polizy: 'RANDOM' })],
    [
      'a field of the past',
      /deprecated/i,
      (wrong) =>
        Object.assign(wrong.static_resources.clusters[0], {
          max_requests_per_connection: 1,
          typed_extension_protocol_options: {},
        }),
    ],
    ['a duration in milliseconds', /duration/i, (wrong) => Object.assign(hostOf(wrong).routes[1].route, { timeout: '90ms' })],
    ['no expression', /\(/, (wrong) => Object.assign(hostOf(wrong).routes[0], { match: { safe_regex: { regex: '(' } } })],
    ['a host twice', /wildcard domain/, (wrong) => httpOf(wrong).route_config.virtual_hosts.push(hostOf(wrong))],
    ['the router before the faults', /terminal/, (wrong) => httpOf(wrong).http_filters.reverse()],
    [
      'weights of nothing',
      /weight/i,
      (wrong) => Object.assign(hostOf(wrong).routes[1].route, { weighted_clusters: { clusters: [] } }),
    ],
  ];
  const httpOf = (wrong: Part) => wrong.static_resources.listeners[0].filter_chains[0].filters[0].typed_config;
  const hostOf = (wrong: Part) => httpOf(wrong).route_config.virtual_hosts[0];

  for (const [name, said, breakIt] of BREAKS) {
    test(`refuses ${name}`, async (context) => {
      const configuration = await configurationOf(context, RICH);
      breakIt(configuration);
      assert.match(await refusal(configuration), said);
    });
  }
});
