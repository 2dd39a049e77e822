import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerProbe } from '../../../../../harness/routes/answer/answer-probe.ts';
import { answerOf, gateway, probe, service, sharesText, tableOf, to, virtualService } from '../tables.ts';

const HOSTS = ['', '*.example.com', '*.foo.example.com', 'abc.foo.example.com'];
const NAMES = ['any', 'example', 'foo', 'abc'];

const listeners = HOSTS.map(
  (host, index) => `{ name: ${NAMES[index]}, port: 80, protocol: HTTP${host === '' ? '' : `, hostname: "${host}"`} }`,
);
const isolated = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: isolated }
spec:
  gatewayClassName: any
  listeners: [${listeners.join(', ')}]`;
const route = (name: string, hostnames: readonly string[]): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name} }
spec:
  parentRefs: [{ name: isolated, sectionName: ${name} }]
  hostnames: [${hostnames.map((host) => `"${host}"`).join(', ')}]
  rules: [{ matches: [{ path: { value: /${name} } }], backendRefs: [{ name: web, port: 80 }] }]`;

describe('listeners of one port in Gateway API', () => {
  // GatewayHTTPListenerIsolation of the conformance tests asks the same sixteen questions.
  it('are isolated: the most specific takes a host alone, whatever other routes name', () => {
    const asked = ['bar.com', 'bar.example.com', 'bar.foo.example.com', 'abc.foo.example.com'];
    for (const hostnames of [[], ['bar.com', ...HOSTS.slice(1)]]) {
      const table = tableOf(service('web'), isolated, ...NAMES.map((name) => route(name, hostnames)));
      for (const [index, host] of asked.entries())
        for (const name of NAMES) {
          const answer = answerOf(table, { host, path: `/${name}` });
          assert.equal(
            sharesText(answer),
            name === NAMES[index] ? 'web 1' : '404 no route 1',
            `${host}/${name} with ${hostnames}`,
          );
        }
    }
  });

  it('are several ways in when no host is said', () => {
    const table = tableOf(service('web'), isolated, ...NAMES.map((name) => route(name, [])));
    assert.deepEqual(
      answerProbe(table, probe({ path: '/foo' })).map(({ host }) => host),
      ['*.foo.example.com'],
    );
  });
});

describe('servers of Istio', () => {
  const world = [service('web'), service('other')];
  const server = (port: number, protocol: string, host: string, tls = ''): string =>
    `{ port: { number: ${port}, name: p${port}-${protocol.toLowerCase()}, protocol: ${protocol} }, hosts: ["${host}"]${tls} }`;
  const rule = (host: string, backend: string, gateways: string, name: string): string =>
    virtualService(host, `  - { route: [${to(backend)}] }`, gateways, name);

  it('choose by the most specific server name behind TLS, also across Gateway objects', () => {
    const tls = ', tls: { mode: SIMPLE, credentialName: c }';
    const table = tableOf(
      ...world,
      gateway('wide', server(443, 'HTTPS', '*.example.com', tls)),
      gateway('narrow', server(443, 'HTTPS', 'a.example.com', tls)),
      rule('*.example.com', 'other', '[wide]', 'wide'),
      rule('a.example.com', 'web', '[narrow]', 'narrow'),
    );
    assert.equal(sharesText(answerOf(table, { host: 'a.example.com', protocol: 'https' })), 'web 1');
    assert.equal(sharesText(answerOf(table, { host: 'b.example.com', protocol: 'https' })), 'other 1');
  });

  it('choose by server name where TLS is passed through, and close what none takes', () => {
    const passed = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: passed }
spec:
  hosts: ["*.example.com"]
  gateways: [gw]
  tls:
  - { match: [{ sniHosts: ["*.example.com"] }], route: [${to('other')}] }
  - { match: [{ sniHosts: [a.example.com] }], route: [${to('web')}] }`;
    const table = tableOf(...world, gateway('gw', server(443, 'TLS', '*.example.com', ', tls: { mode: PASSTHROUGH }')), passed);
    assert.equal(sharesText(answerOf(table, { host: 'a.example.com', protocol: 'tls' })), 'web 1');
    assert.equal(sharesText(answerOf(table, { host: 'b.example.com', protocol: 'https' })), 'other 1');
    const closed = answerOf(table, { host: 'b.example.org', from: { kind: 'gateway', namespace: null, name: 'gw' } });
    assert.deepEqual(
      closed.shares.map(({ kind, status }) => [kind, status]),
      [['status', null]],
    );
  });

  it('of one port and different ingresses both answer', () => {
    const blue = gateway('blue').replace('istio: ingressgateway', 'istio: blue');
    const table = tableOf(
      ...world,
      gateway('gw'),
      blue,
      rule('a.example.com', 'web', '[gw]', 'one'),
      rule('a.example.com', 'other', '[blue]', 'two'),
    );
    assert.deepEqual(answerProbe(table, probe({ host: 'a.example.com' })).map(sharesText), ['web 1', 'other 1']);
  });
});
