import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GATEWAY_KINDS, type GatewayKind } from '../../../../../harness/lab/gateways/gateway-kind.ts';
import { notExpressible, refuseNotExpressible } from '../../../../../harness/lab/gateways/not-expressible.ts';
import { LabError } from '../../../../../harness/lab/lab-error.ts';
import { SHOP, to, virtualService } from '../../../../lab/gateways/hand-built.ts';
import { layoutOf } from '../laid-out.ts';

const V1 = to({ v1: 1 });
const withRule = (rule: string) => layoutOf([SHOP, virtualService('vs', ['*'], [rule])].join(''));
const fields = (kind: GatewayKind, layout: Parameters<typeof notExpressible>[1]) =>
  notExpressible(kind, layout).map(({ field }) => field);

/** A rule, the field that nginx and HAProxy lack, and the one that Envoy lacks. */
const RULES: readonly (readonly [rule: string, plain: string | null, envoy: string | null])[] = [
  [`fault: { abort: { httpStatus: 500, percentage: { value: 50 } } }, ${V1}`, 'fault.abort', null],
  [`fault: { delay: { fixedDelay: 2s, percentage: { value: 100 } } }, ${V1}`, 'fault.delay', null],
  [`retries: { attempts: 3 }, ${V1}`, 'retries', null],
  [`retries: { attempts: 0 }, ${V1}`, null, null],
  [`timeout: 1s, ${V1}`, 'timeout', null],
  [`timeout: 0s, ${V1}`, null, null],
  [`mirror: { host: shop, subset: v2 }, ${V1}`, 'mirror', null],
  [`headers: { request: { set: { a: b } } }, ${V1}`, 'headers', null],
  [`route: [{ destination: { host: shop }, headers: { response: { remove: [a] } } }]`, 'headers', null],
  [`match: [{ sourceLabels: { app: a } }], ${V1}`, 'match', 'match'],
  [`match: [{ headers: { a_b: { exact: c } } }], ${V1}`, 'match.headers', null],
  [`match: [{ uri: { regex: "(?P<a>b)" } }], ${V1}`, 'match.uri', null],
  [`match: [{ uri: { regex: "/é" } }], ${V1}`, 'match.uri', null],
  [`match: [{ queryParams: { "a b": { exact: c } } }], ${V1}`, 'match.queryParams', null],
  [`match: [{ uri: { prefix: / } }], rewrite: { uri: "/é" }, ${V1}`, 'rewrite', null],
  [`rewrite: { authority: "a b" }, ${V1}`, 'rewrite', null],
  [`redirect: { authority: "a b" }`, 'redirect', null],
  [`redirect: { uri: /a, redirectCode: 300 }`, 'redirect', 'redirect'],
  [`directResponse: { status: 444 }`, 'directResponse', null],
  [V1, null, null],
];

for (const [rule, plain, envoy] of RULES) {
  test(`${rule}: ${plain ?? 'nothing lacks'}`, () => {
    const layout = withRule(rule);
    const expected = plain === null ? [] : [plain];
    // HAProxy can name a header with an underscore.
    assert.deepEqual(fields('haproxy', layout), rule.includes('a_b') ? [] : expected);
    assert.deepEqual(fields('nginx', layout), expected);
    assert.deepEqual(fields('envoy', layout), envoy === null ? [] : [envoy]);
  });
}

const policy = (traffic: string) =>
  layoutOf(`${SHOP}
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: more }
spec:
  host: shop
  trafficPolicy: { ${traffic} }
`);

test('policies that only Envoy has, and those that the lab cannot show', () => {
  const rows: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['connectionPool: { http: { http1MaxPendingRequests: 1 } }', ['connectionPool'], []],
    ['outlierDetection: { consecutive5xxErrors: 1 }', ['outlierDetection'], []],
    ['tls: { mode: SIMPLE }', ['tls'], []],
    ['tls: { mode: DISABLE }', [], []],
    ['loadBalancer: { simple: RANDOM }', [], []],
    ['loadBalancer: { simple: PASSTHROUGH }', ['loadBalancer'], ['loadBalancer']],
    ['loadBalancer: { consistentHash: { useSourceIp: true } }', ['loadBalancer'], ['loadBalancer']],
  ];
  for (const [traffic, plain, envoy] of rows) {
    assert.deepEqual(fields('nginx', policy(traffic)), plain, traffic);
    assert.deepEqual(fields('haproxy', policy(traffic)), plain, traffic);
    assert.deepEqual(fields('envoy', policy(traffic)), envoy, traffic);
  }
});

const gateway = (...servers: readonly string[]) =>
  layoutOf(`${SHOP}
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: more }
spec:
  selector: { istio: ingressgateway }
  servers: [${servers.join(', ')}]
`);

test('ports that only Envoy can have', () => {
  const terminated = 'hosts: [a], tls: { mode: SIMPLE, credentialName: c }';
  const rows: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['{ port: { number: 443, name: tls, protocol: TLS }, hosts: [a], tls: { mode: PASSTHROUGH } }'], ['tls']],
    [['{ port: { number: 90, name: g, protocol: GRPC }, hosts: [a] }'], ['protocol']],
    [
      [
        `{ port: { number: 443, name: h, protocol: HTTPS }, ${terminated} }`,
        '{ port: { number: 443, name: m, protocol: HTTPS }, hosts: [b], tls: { mode: MUTUAL, credentialName: d } }',
      ],
      ['port'],
    ],
    [[`{ port: { number: 443, name: h, protocol: HTTPS }, ${terminated} }`], []],
  ];
  for (const [servers, expected] of rows) {
    assert.deepEqual(fields('envoy', gateway(...servers)), [], servers.join());
    assert.deepEqual(fields('nginx', gateway(...servers)), expected, servers.join());
    assert.deepEqual(fields('haproxy', gateway(...servers)), expected, servers.join());
  }
});

test('every lack has a place, in the order of the file, and none stands twice', () => {
  const rules = [`timeout: 1s, retries: { attempts: 3 }, ${V1}`, `mirror: { host: shop }, timeout: 2s, ${V1}`];
  const lacks = notExpressible('nginx', layoutOf([SHOP, virtualService('vs', ['a', 'b'], rules)].join('')));
  const lines = lacks.map(({ place }) => place.line);
  assert.deepEqual(
    lines,
    lines.toSorted((a, b) => a - b),
  );
  assert.ok(lacks.every(({ place }) => place.file === 'a.yaml' && place.line > 1));
  assert.deepEqual(lacks.map(({ field }) => field).toSorted(), ['mirror', 'retries', 'timeout', 'timeout']);
});

test('the refusal names the first and counts the others', () => {
  assert.throws(
    () => refuseNotExpressible('nginx', withRule(`timeout: 1s, retries: { attempts: 3 }, ${V1}`)),
    (error) =>
      error instanceof LabError &&
      /^a\.yaml:\d+: \S+: nginx .* \(and 1 more\); use the gateway envoy, or leave it out for the lab$/.test(error.message),
  );
  refuseNotExpressible('nginx', withRule(V1));
});

test('what one list cannot say counts only for those who split by one', () => {
  const layout = withRule(to({ v1: 1, nobody: 1 }));
  assert.deepEqual(notExpressible('nginx', layout, { nginxBalance: 'split_clients' }), []);
  assert.deepEqual(notExpressible('haproxy', layout, { haproxyBalance: 'random' }), []);
  for (const [kind, options] of [
    ['nginx', { nginxBalance: 'rotation' }],
    ['nginx', { nginxBalance: 'random' }],
    ['haproxy', { haproxyBalance: 'rotation' }],
  ] as const)
    assert.match(notExpressible(kind, layout, options)[0]?.reason ?? '', /no place for what no endpoint answers/);
  const uneven = withRule(to({ v1: 999, v2: 1 }));
  assert.match(notExpressible('haproxy', uneven, { haproxyBalance: 'rotation' })[0]?.reason ?? '', /256 is the largest/);
  assert.deepEqual(notExpressible('nginx', uneven, { nginxBalance: 'rotation' }), []);
});

test('UDP is something that no gateway does here', () => {
  const service = layoutOf(SHOP.replace('{ name: http, port: 80, targetPort: 8001 }', '{ name: dns, port: 53, protocol: UDP }'));
  const listener = layoutOf(`${SHOP}
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: more }
spec: { gatewayClassName: istio, listeners: [{ name: u, port: 53, protocol: UDP }] }
---
apiVersion: gateway.networking.k8s.io/v1alpha2
kind: UDPRoute
metadata: { name: more }
spec: { parentRefs: [{ name: more }], rules: [{ backendRefs: [{ name: shop, port: 80 }] }] }
`);
  for (const kind of GATEWAY_KINDS) {
    assert.deepEqual(fields(kind, service), ['ports'], kind);
    assert.deepEqual(fields(kind, listener), ['protocol', 'udp'], kind);
    assert.throws(
      () => refuseNotExpressible(kind, service),
      /^LabError: a\.yaml:\d+: ports: the lab speaks no UDP; .*leave it out/,
    );
  }
});

test('a rule for some server names cannot be a rule for all connections', () => {
  const named = (names: string) =>
    layoutOf(`${SHOP.replace('{ name: http, port: 80, targetPort: 8001 }', '{ name: tls, port: 443 }')}
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: bytes }
spec: { hosts: [shop, a.com], tls: [{ match: [{ sniHosts: [${names}] }], ${V1} }] }
`);
  for (const kind of ['nginx', 'haproxy'] as const) assert.deepEqual(fields(kind, named('a.com')), ['tls'], kind);
  assert.deepEqual(fields('envoy', named('a.com')), []);
});
