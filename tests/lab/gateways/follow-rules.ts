import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { suite, type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { makeCertificates } from '../../../harness/lab/certificates.ts';
import type { GatewayKind } from '../../../harness/lab/gateways/gateway-kind.ts';
import type { GatewayOptions } from '../../../harness/lab/gateways/kinds.ts';
import { notExpressible } from '../../../harness/lab/gateways/not-expressible.ts';
import type { Layout } from '../../../harness/lab/layout/layout.ts';
import type { RouteProbe } from '../../../harness/model/routes-report.ts';
import { layoutOf, overlayLayout } from '../../harness/lab/gateways/laid-out.ts';
import { skipWithout } from '../parts.ts';
import { HAND_BUILT, REQUESTS, SHOP, SPECIAL_REQUESTS, to, virtualService } from './hand-built.ts';
import { type NamedBackends, startNamedBackends } from './named-backends.ts';
import { assertPromised } from './promised.ts';
import { randomRequest, randomRules } from './random-rules.ts';
import { type Sent, type SentLines, send } from './request.ts';

const INGRESS = 'gateway ingress :80';
const FRONT: RouteProbe['from'] = { kind: 'gateway', namespace: null, name: 'front' };

/** Registers the tests of a gateway that must do with every single request what the route table says. */
export function followRules(kind: GatewayKind, balances: readonly GatewayOptions[]): void {
  suite(`${kind} follows the route table`, { skip: skipWithout(kind) }, () => {
    for (const options of balances) {
      test(`every condition and action, ${JSON.stringify(options)}`, (context) =>
        compareAll(context, kind, layoutOf(HAND_BUILT), [...REQUESTS, ...SPECIAL_REQUESTS], options));
    }

    test('random rules and requests', async (context) => {
      const tables = fc.sample(randomRules, { numRuns: 12, seed: seed() });
      for (const [index, text] of tables.entries()) {
        const requests = fc.sample(randomRequest, { numRuns: 120, seed: seed() + index });
        await context.test(`table ${index}`, (inner) => compareAll(inner, kind, layoutOf(text), requests));
      }
    });

    test('a changed rule is noticed', async (context) => {
      const right = layoutOf(
        [SHOP, virtualService('a', ['*'], [`match: [{ uri: { prefix: "/a" } }], ${to({ v1: 1 })}`])].join(''),
      );
      const wrong = layoutOf(
        [SHOP, virtualService('a', ['*'], [`match: [{ uri: { prefix: "/b" } }], ${to({ v1: 1 })}`])].join(''),
      );
      const backends = await startNamedBackends(context, kind, wrong);
      const sent = { path: '/a', host: 'shop.example.com' };
      const received = await send(backends.portOf(INGRESS), sent);
      assert.throws(() => assertPromised(right.table, FRONT, 80, sent, received));
    });

    test('rewrites, redirects and request ids arrive', async (context) => {
      const port = (await startNamedBackends(context, kind, layoutOf(HAND_BUILT))).portOf(INGRESS);
      const ask = (path: string, more: Partial<Sent> = {}) => send(port, { path, host: 'shop.example.com', ...more });
      assert.equal((await ask('/old?x')).path, '/new?x');
      assert.equal((await ask('/old')).host, 'inside.example.com');
      assert.equal((await ask('/exact')).host, 'shop.example.com');
      assert.equal((await ask('/away?x')).location, 'http://other.example.com/there?x');
      assert.equal((await ask('/secure/a?b=c')).location, 'https://shop.example.com/secure/a?b=c');
      const { requestId } = await ask('/exact', { headers: { 'x-request-id': 'mine' } });
      // Envoy at the edge, as Istio runs it, believes no client its id.
      if (kind === 'envoy') assert.notEqual(requestId, 'mine');
      else assert.equal(requestId, 'mine');
      const ids = await Promise.all([ask('/exact'), ask('/exact')]);
      assert.notEqual(ids[0].requestId, ids[1].requestId);
      assert.match(ids[0].requestId ?? '', /^[0-9a-f-]{32,36}$/);
    });

    test('every line of a header is looked at', async (context) => {
      const rules = [
        `match: [{ headers: { x-a: { exact: "1" } } }], ${to({ v1: 1 })}`,
        `match: [{ withoutHeaders: { x-a: { exact: "3" } } }], ${to({ v2: 1 })}`,
        to({ v3: 1 }),
      ];
      const layout = layoutOf([SHOP, virtualService('a', ['*'], rules)].join(''));
      const port = (await startNamedBackends(context, kind, layout)).portOf(INGRESS);
      const versionFor = async (headers: SentLines['headers'] = {}) =>
        (await send(port, { path: '/', host: 'a', headers })).version;
      assert.deepEqual([await versionFor({ 'x-a': '1' }), await versionFor({ 'x-a': '3' })], ['v1', 'v3']);
      assert.deepEqual([await versionFor({ 'x-a': '1,2' }), await versionFor()], ['v2', 'v2']);
      // nginx before 1.23 looks at the first line only, later ones at all of them joined (docs/lab-and-istio.md).
      if (kind !== 'nginx') {
        assert.equal(await versionFor({ 'x-a': ['1', '2'] }), 'v1');
        assert.equal(await versionFor({ 'x-a': ['2', '1'] }), 'v1');
        assert.equal(await versionFor({ 'x-a': ['2', '3'] }), 'v3');
      }
      assert.equal(await versionFor({ x_a: '1' }), kind === 'nginx' ? 'v1' : 'v2');
    });

    test('TLS ends at the port, and plain HTTP is sent there', (context) => compareHttps(context, kind));

    test('listeners of the Gateway API keep their hosts to themselves', (context) =>
      compareAll(context, kind, layoutOf(ISOLATED), ISOLATED_REQUESTS, {}, 'gateway default/front :80'));

    test('without endpoints HTTP is 503 and TCP is closed', async (context) => {
      const layout = layoutOf(NOBODY);
      const backends = await startNamedBackends(context, kind, layout);
      const http = await send(backends.portOf('mesh empty.default.svc.cluster.local:80'), { path: '/', host: 'empty' });
      assert.equal(http.status, 503);
      const socket = connect(backends.portOf('mesh empty.default.svc.cluster.local:81'), '127.0.0.1').resume();
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.on('error', () => undefined); // a reset is a way to close
      socket.end('hello\n');
      await closed;
      assert.equal(socket.bytesRead, 0);
    });

    test('counters are at the admin address', async (context) => {
      const { adminPort } = await startNamedBackends(context, kind, layoutOf(HAND_BUILT));
      const page = await send(adminPort, { path: '/', host: 'admin' });
      assert.equal(page.status, 200);
      assert.match(page.body, /Active connections|Statistics Report|Envoy Admin/);
    });
  });
}

const seed = (): number => Number(process.env.PROPERTY_SEED ?? 1);

async function compareAll(
  context: TestContext,
  kind: GatewayKind,
  layout: Layout,
  requests: readonly Sent[],
  options: GatewayOptions = {},
  listener = INGRESS,
): Promise<void> {
  assert.deepEqual(notExpressible(kind, layout), []);
  const backends = await startNamedBackends(context, kind, layout, { options });
  for (const sent of requests) assertPromised(layout.table, FRONT, 80, sent, await send(backends.portOf(listener), sent));
}

async function compareHttps(context: TestContext, kind: GatewayKind): Promise<void> {
  const certificates = await makeCertificates(['tomcat.istio-demo.com']);
  context.after(() => certificates.remove());
  // Where HAProxy looks for it.
  const key = `${certificates.certificate}.key`;
  if (certificates.key !== key) symlinkSync(certificates.key, key);
  const authority = readFileSync(certificates.authority, 'utf8');
  const { table, ...layout } = await overlayLayout('bill-service/istio/https');
  const backends: NamedBackends = await startNamedBackends(
    context,
    kind,
    { table, ...layout },
    { certificates: { ...certificates, key } },
  );
  const from: RouteProbe['from'] = { kind: 'gateway', namespace: null, name: 'front-tomcat-gateway' };
  const host = 'tomcat.istio-demo.com';
  const secure = { path: '/bills', host, authority };
  assertPromised(table, from, 443, secure, await send(backends.portOf('gateway ingress :443'), secure));
  const plain = { path: '/bills?a=b', host };
  const redirected = await send(backends.portOf(INGRESS), plain);
  assertPromised(table, from, 80, plain, redirected);
  assert.equal(redirected.location, `https://${host}/bills?a=b`);
  const tls = backends.portOf('gateway ingress :443');
  assert.equal((await send(tls, { path: '/', host: 'localhost', servername: host, authority })).status, 404);
  const unknownName = send(tls, { path: '/', host: 'localhost', authority });
  // Envoy, as Istio sets it up, has no certificate for a server name that no server takes.
  if (kind === 'envoy') await assert.rejects(unknownName, { code: 'ECONNRESET' });
  else assert.equal((await unknownName).status, 404);
}

const ISOLATED = `${SHOP.slice(0, SHOP.indexOf('apiVersion: networking'))}
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: front }
spec:
  gatewayClassName: istio
  listeners:
    - { name: any, port: 80, protocol: HTTP }
    - { name: wide, port: 80, protocol: HTTP, hostname: "*.example.com" }
    - { name: one, port: 80, protocol: HTTP, hostname: a.example.com }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: any }
spec:
  parentRefs: [{ name: front, sectionName: any }]
  rules: [{ backendRefs: [{ name: shop, port: 80 }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: wide }
spec:
  parentRefs: [{ name: front, sectionName: wide }]
  hostnames: [b.example.com]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /b } }, { path: { type: Exact, value: /c }, headers: [{ name: x-a, value: "1" }] }]
      filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }]
      backendRefs: [{ name: shop, port: 80 }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: one }
spec:
  parentRefs: [{ name: front, sectionName: one }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /a/ } }]
      filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /x/ } } }]
      backendRefs: [{ name: shop, port: 80 }]
`;

const ISOLATED_REQUESTS: readonly Sent[] = ['a.example.com', 'b.example.com', 'c.example.com', 'example.com', 'other'].flatMap(
  (host) =>
    ['/', '/a', '/a/', '/a/b?q=1', '/ab', '/b', '/b/', '/b/c', '/c'].flatMap((path) => [
      { path, host },
      { path, host, headers: { 'x-a': '1' } },
    ]),
);

const NOBODY = `
apiVersion: v1
kind: Service
metadata: { name: empty }
spec:
  selector: { app: empty }
  ports: [{ name: http, port: 80 }, { name: tcp, port: 81 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: empty }
spec:
  replicas: 0
  selector: { matchLabels: { app: empty } }
  template:
    metadata: { labels: { app: empty } }
    spec: { containers: [{ name: main, image: "http-hello:1" }] }
`;
