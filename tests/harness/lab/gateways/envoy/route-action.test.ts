import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHOP, to, virtualService } from '../../../../lab/gateways/hand-built.ts';
import { envoyFor, type Part } from './parts.ts';

const INGRESS = 'gateway ingress :80';
const V1 = to({ v1: 1 });
const named = (version: string) => `outbound|80|${version}|shop.default.svc.cluster.local`;

/** The routes for rules at the gateway. */
const routesOf = (...rules: readonly string[]): Part[] =>
  envoyFor([SHOP, virtualService('rules', ['*'], rules)].join('')).routes(INGRESS);

/** The action of the only route of one rule. */
function actionOf(rule: string): Part {
  const [route, second] = routesOf(rule);
  assert.equal(second, undefined);
  return route.route;
}

test('weights become weighted clusters, a single destination a plain one', () => {
  assert.deepEqual(actionOf(to({ v1: 90, v2: 10 })).weighted_clusters, {
    clusters: [
      { name: named('v1'), weight: 90 },
      { name: named('v2'), weight: 10 },
    ],
  });
  assert.equal(actionOf(V1).cluster, named('v1'));
});

test('a destination of weight 0 is left out, and a single one gets everything', () => {
  assert.deepEqual(
    actionOf(to({ v1: 1, v2: 0, v3: 2 })).weighted_clusters.clusters.map(({ name }: Part) => name),
    [named('v1'), named('v3')],
  );
  assert.equal(actionOf(to({ v1: 0, v2: 100 })).cluster, named('v2'));
  assert.equal(actionOf(to({ v1: 0 })).cluster, named('v1'));
});

test('headers of a destination are changed at its weight, those of a rule at the route', () => {
  const [route] = routesOf(
    `headers: { request: { set: { x-a: "1" }, remove: [x-b] }, response: { add: { x-c: "2" } } }, ` +
      'route: [{ destination: { host: shop, subset: v1 }, headers: { request: { add: { x-d: "3" } } } }]',
  );
  assert.deepEqual(route.request_headers_to_add, [
    { header: { key: 'x-a', value: '1' }, append_action: 'OVERWRITE_IF_EXISTS_OR_ADD' },
  ]);
  assert.deepEqual(route.request_headers_to_remove, ['x-b']);
  assert.deepEqual(route.response_headers_to_add, [
    { header: { key: 'x-c', value: '2' }, append_action: 'APPEND_IF_EXISTS_OR_ADD' },
  ]);
  assert.deepEqual(route.route.weighted_clusters.clusters, [
    {
      name: named('v1'),
      weight: 1,
      request_headers_to_add: [{ header: { key: 'x-d', value: '3' }, append_action: 'APPEND_IF_EXISTS_OR_ADD' }],
    },
  ]);
});

test('a rule without a timeout has none, and 15 s of Envoy are never left in place', () => {
  assert.equal(actionOf(V1).timeout, '0s');
  assert.equal(actionOf(`timeout: 1500ms, ${V1}`).timeout, '1.5s');
});

test('rewrites: the matched prefix, the host, an expression', () => {
  const match = 'match: [{ uri: { prefix: "/a" } }]';
  assert.equal(actionOf(`${match}, rewrite: { uri: "/b" }, ${V1}`).prefix_rewrite, '/b');
  assert.equal(actionOf(`rewrite: { authority: inside }, ${V1}`).host_rewrite_literal, 'inside');
  assert.equal(actionOf(`headers: { request: { set: { host: inside } } }, ${V1}`).host_rewrite_literal, 'inside');
  assert.deepEqual(actionOf(`rewrite: { uriRegexRewrite: { match: "^/(a)", rewrite: "/b\\\\1" } }, ${V1}`).regex_rewrite, {
    pattern: { regex: '^/(a)' },
    substitution: String.raw`/b\1`,
  });
});

test('redirects and answers of the gateway itself', () => {
  const [redirect] = routesOf('redirect: { uri: "/b", authority: other, scheme: https, port: 8443, redirectCode: 308 }');
  assert.deepEqual(redirect.redirect, {
    response_code: 'PERMANENT_REDIRECT',
    scheme_redirect: 'https',
    host_redirect: 'other',
    port_redirect: 8443,
    path_redirect: '/b',
  });
  assert.deepEqual(routesOf('redirect: { authority: other }')[0].redirect, {
    response_code: 'MOVED_PERMANENTLY',
    host_redirect: 'other',
  });
  assert.deepEqual(routesOf('directResponse: { status: 418 }')[0].direct_response, { status: 418 });
});

test('a mirror keeps its denominator and the host as it was', () => {
  const mirror = (share: string) => actionOf(`mirror: { host: shop, subset: v2 }${share}, ${V1}`).request_mirror_policies;
  const policy = (numerator: number, denominator: string) => [
    {
      cluster: named('v2'),
      runtime_fraction: { default_value: { numerator, denominator } },
      disable_shadow_host_suffix_append: true,
    },
  ];
  assert.deepEqual(mirror(''), policy(100, 'HUNDRED'));
  assert.deepEqual(mirror(', mirrorPercent: 20'), policy(20, 'HUNDRED'));
  assert.deepEqual(mirror(', mirror_percent: 20'), policy(20, 'HUNDRED'));
  assert.deepEqual(mirror(', mirrorPercentage: { value: 20 }'), policy(200_000, 'MILLION'));
  assert.deepEqual(mirror(', mirrorPercentage: { value: 33.3 }'), policy(333_000, 'MILLION'));
  assert.equal(mirror(', mirrorPercentage: { value: 0 }'), undefined);
  assert.equal(actionOf(V1).request_mirror_policies, undefined);
});

test('faults lie at the route, in front of the router', () => {
  const fault = (inside: string) =>
    routesOf(`fault: { ${inside} }, ${V1}`)[0].typed_per_filter_config['envoy.filters.http.fault'];
  const percentage = { numerator: 500_000, denominator: 'MILLION' };
  assert.deepEqual(fault('abort: { percentage: { value: 50 }, httpStatus: 500 }').abort, { http_status: 500, percentage });
  assert.deepEqual(fault('delay: { percentage: { value: 50 }, fixedDelay: 2s }').delay, { fixed_delay: '2s', percentage });
  assert.deepEqual(fault('delay: { percent: 7, fixedDelay: 2s }').delay.percentage, { numerator: 7, denominator: 'HUNDRED' });
  assert.equal(fault('abort: { percentage: { value: 50 }, grpcStatus: UNAVAILABLE }').abort.grpc_status, 14);
  const { filter } = envoyFor([SHOP, virtualService('rules', ['*'], [V1])].join(''));
  assert.deepEqual(
    filter(INGRESS).http_filters.map(({ name }: Part) => name),
    ['envoy.filters.http.fault', 'envoy.filters.http.router'],
  );
});

test('a destination that is nowhere in the files is told with its line', () => {
  assert.throws(
    () => actionOf('route: [{ destination: { host: nobody } }]'),
    /^LabError: a\.yaml:\d+: nothing in these files is nobody/,
  );
  assert.throws(
    () => actionOf('route: [{ destination: { host: shop, subset: v9 } }]'),
    /^LabError: a\.yaml:\d+: no DestinationRule in these files has the subset v9/,
  );
  assert.throws(
    () => actionOf('route: [{ destination: { host: shop, port: { number: 81 } } }]'),
    /^LabError: a\.yaml:\d+: shop\S* has no port 81; write one of 80/,
  );
});
