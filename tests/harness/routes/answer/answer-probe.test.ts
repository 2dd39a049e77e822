import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { RouteProbe } from '../../../../harness/model/routes-report.ts';
import { answerProbe } from '../../../../harness/routes/answer/answer-probe.ts';
import { answerOf, deployment, gateway, probe, service, sharesText, subsets, tableOf, to, virtualService } from './tables.ts';

const shop = [
  service('web', 8080),
  subsets('web', 'v1', 'v2'),
  deployment('web', 'v1'),
  deployment('web', 'v2'),
  gateway('front', "{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['shop.example.com', '*.shop.example.com'] }"),
  virtualService('shop.example.com', `  - { route: [${to('web', 'v1', 90)}, ${to('web', 'v2', 10)}] }`, '[front]'),
];
const from = (name: string, namespace: string | null = null) => ({ kind: 'gateway', namespace, name }) as const;
const refusal = (documents: readonly string[], said: Partial<RouteProbe>): string => {
  try {
    answerProbe(tableOf(...documents), probe(said));
  } catch (error) {
    assert.ok(error instanceof RangeError);
    assert.doesNotMatch(error.message, /\n/);
    return error.message;
  }
  return 'answered';
};

describe('through a gateway', () => {
  it('goes by host, whatever its letter case, port and closing dot', () => {
    for (const host of ['shop.example.com', 'SHOP.example.com', 'shop.example.com:31380', 'shop.example.com.'])
      assert.equal(sharesText(answerOf(tableOf(...shop), { host })), 'v1 9, v2 1');
    assert.equal(sharesText(answerOf(tableOf(...shop), { headers: [['host', 'shop.example.com']] })), 'v1 9, v2 1');
  });

  it('answers 404 to a host without rules, at the gateway that is asked by name', () => {
    const table = tableOf(...shop);
    assert.equal(sharesText(answerOf(table, { host: 'other.example.com', from: from('front') })), '404 no route 1');
    assert.equal(sharesText(answerOf(table, { host: 'a.shop.example.com' })), '404 no route 1');
    assert.match(refusal(shop, { host: 'other.example.com' }), /no way in fits host "other.example.com".*--from gateway\/NAME/);
  });

  it('asks every host with rules by its own name where none is said', () => {
    assert.equal(answerOf(tableOf(...shop)).host, 'shop.example.com');
  });

  it('says which gateways there are for a name that none has, or several have', () => {
    assert.match(refusal(shop, { from: from('fronr') }), /no gateway "fronr": there is shop\/front; did you mean "front"\?/);
    assert.match(refusal(shop, { from: from('front', 'x') }), /no gateway "x\/front"/);
    assert.match(refusal([service('a')], { from: from('front') }), /these files hold no gateway/);
    const twice = [...shop, gateway('front').replace('name: front', 'name: front, namespace: other')];
    assert.match(
      refusal(twice, { from: from('front') }),
      /several namespaces: write gateway\/NAMESPACE\/NAME, one of shop\/front, other\/front/,
    );
    assert.equal(
      sharesText(answerOf(tableOf(...twice), { from: from('front', 'shop'), host: 'shop.example.com' })),
      'v1 9, v2 1',
    );
  });

  it('goes by port and protocol', () => {
    assert.match(refusal(shop, { host: 'shop.example.com', port: 81 }), /port 81.*gateway shop\/front :80 HTTP/);
    assert.match(refusal(shop, { host: 'shop.example.com', protocol: 'https' }), /no way in fits/);
    assert.equal(sharesText(answerOf(tableOf(...shop), { host: 'shop.example.com', protocol: 'http', port: 80 })), 'v1 9, v2 1');
  });

  it('redirects plain HTTP where the server says so, and splits behind TLS', () => {
    const servers = [
      "{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['shop.example.com'], tls: { httpsRedirect: true } }",
      "{ port: { number: 443, name: https, protocol: HTTPS }, hosts: ['shop.example.com'], tls: { mode: SIMPLE, credentialName: c } }",
    ].join(', ');
    const table = tableOf(...shop.filter((text) => !text.includes('kind: Gateway')), gateway('front', servers));
    assert.equal(sharesText(answerOf(table, { host: 'shop.example.com', protocol: 'http' })), '301 redirect 1');
    assert.equal(sharesText(answerOf(table, { host: 'shop.example.com', protocol: 'https' })), 'v1 9, v2 1');
    assert.equal(answerProbe(table, probe({ host: 'shop.example.com' })).length, 2);
  });

  it('takes the most specific host of one port, also of another Gateway object', () => {
    const other = [gateway('wide'), virtualService('*', `  - { route: [${to('web', 'v2')}] }`, '[wide]', 'wide')];
    const table = tableOf(...shop, ...other);
    assert.equal(sharesText(answerOf(table, { host: 'shop.example.com' })), 'v1 9, v2 1');
    assert.equal(sharesText(answerOf(table, { host: 'else.example.com' })), 'v2 1');
  });

  it('reaches TCP listeners by port alone, and closes what no rule takes', () => {
    const tcp = [
      service('echo', 9000, 'tcp'),
      subsets('echo', 'v1', 'v2'),
      gateway('tcp', "{ port: { number: 31400, name: tcp, protocol: TCP }, hosts: ['*'] }"),
      `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: echo }
spec:
  hosts: ['*']
  gateways: [tcp]
  tcp:
  - match: [{ port: 31400 }]
    route: [${to('echo', 'v1', 80)}, ${to('echo', 'v2', 20)}]`,
    ];
    const table = tableOf(...tcp);
    assert.equal(sharesText(answerOf(table, { protocol: 'tcp', port: 31400, host: '10.0.0.1' })), 'v1 4, v2 1');
    assert.equal(sharesText(answerOf(table, { protocol: 'http', port: 31400, host: 'x.example.com' })), 'v1 4, v2 1');
    assert.match(refusal(tcp, { protocol: 'udp', port: 31400 }), /no way in/);
    const bare = tableOf(...tcp.slice(0, 3));
    const closed = answerOf(bare, { from: from('tcp') });
    assert.deepEqual(
      closed.shares.map(({ kind, status, share }) => [kind, status, share]),
      [['status', null, 1]],
    );
  });

  it('counts a node port of the Service before it as the gateway', () => {
    const ingress = `
apiVersion: v1
kind: Service
metadata: { name: ingress, namespace: istio-system }
spec: { type: NodePort, selector: { istio: ingressgateway }, ports: [{ name: http, port: 80, nodePort: 31380 }] }`;
    const table = tableOf(...shop, ingress);
    for (const said of [
      { host: 'shop.example.com', port: 31380 },
      { host: 'shop.example.com', port: 31380, from: { kind: 'outside' } as const },
    ])
      assert.equal(sharesText(answerOf(table, said)), 'v1 9, v2 1');
    assert.match(answerOf(table, { host: 'ingress.istio-system', port: 80 }).entry, /gateway shop\/front/);
  });
});

describe('inside the mesh', () => {
  const inside = [...shop, virtualService('web', `  - { route: [${to('web', 'v1', 1)}, ${to('web', 'v2', 3)}] }`)];

  it('goes by every name of the service', () => {
    for (const host of ['web', 'web.shop', 'web.shop.svc', 'web.shop.svc.cluster.local', 'WEB'])
      assert.equal(sharesText(answerOf(tableOf(...inside), { host })), 'v1 1, v2 3');
    assert.match(refusal(inside, { host: 'web', namespace: 'other' }), /did you mean "web"|no way in/);
    assert.equal(sharesText(answerOf(tableOf(...inside), { host: 'web.shop', namespace: 'other' })), 'v1 1, v2 3');
  });

  it('deals to all endpoints alike without a rule, and outside the mesh whatever the rules', () => {
    assert.equal(sharesText(answerOf(tableOf(...shop), { host: 'web' })), 'v1 1, v2 1');
    const outside = answerOf(tableOf(...inside), { host: 'web', from: { kind: 'outside' } });
    assert.equal(sharesText(outside), 'v1 1, v2 1');
    assert.equal(outside.entry, 'outside');
    assert.equal(outside.rule, null);
  });

  it('names one version where nothing is known of the endpoints', () => {
    assert.equal(sharesText(answerOf(tableOf(service('plain')), { host: 'plain' })), 'plain 1');
  });

  it('knows the ports of the service', () => {
    assert.equal(sharesText(answerOf(tableOf(...inside), { host: 'web', port: 8080 })), 'v1 1, v2 3');
    assert.match(refusal(inside, { host: 'web', port: 9 }), /no way in fits host "web", port 9/);
  });

  it('uses rules of the protocol that the port is spoken to', () => {
    const http = virtualService('raw', `  - { route: [${to('raw', 'v1')}] }`);
    const world = [
      service('raw', 9000, 'tcp'),
      subsets('raw', 'v1', 'v2'),
      deployment('raw', 'v1'),
      deployment('raw', 'v2'),
      http,
    ];
    const answer = answerOf(tableOf(...world), { host: 'raw' });
    assert.equal(sharesText(answer), 'v1 1, v2 1');
    assert.match(answer.why.join('; '), /port 9000 \(tcp\) is spoken to as TCP.*no rule: all endpoints alike/);
    const detected = answerOf(tableOf(...world.map((text) => text.replace('{ name: tcp, port', '{ port'))), { host: 'raw' });
    assert.equal(sharesText(detected), 'v1 1');
    assert.match(detected.why.join('; '), /found out at run time/);
  });

  it('goes to the service where every rule is for another port', () => {
    const http = virtualService('web', `  - { match: [{ port: 1 }], route: [${to('web', 'v1')}] }`);
    assert.equal(sharesText(answerOf(tableOf(...shop, http), { host: 'web' })), 'v1 1, v2 1');
  });

  it('reaches one workload by its address, and none of the rules', () => {
    const entry = (version: string, address: string): string => `
apiVersion: networking.istio.io/v1
kind: WorkloadEntry
metadata: { name: vm-${version} }
spec: { address: ${address}, labels: { app: vm, version: ${version} } }`;
    const outer = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: vm }
spec:
  hosts: [vm.shop.svc.cluster.local]
  location: MESH_INTERNAL
  resolution: STATIC
  ports: [{ number: 8001, name: http, protocol: HTTP }]
  workloadSelector: { labels: { app: vm } }`;
    const table = tableOf(entry('v1', '10.0.0.1'), entry('v2', '10.0.0.2'), outer);
    assert.equal(sharesText(answerOf(table, { host: 'vm.shop.svc.cluster.local' })), 'v1 1, v2 1');
    assert.equal(sharesText(answerOf(table, { host: '10.0.0.2', port: 8001 })), 'v2 1');
    assert.match(
      refusal([entry('v1', '10.0.0.1'), outer], { host: 'vm.shop.svc.cluster.local', from: { kind: 'outside' } }),
      /no way in/,
    );
  });

  it('says nothing about a split over endpoints that a hash chooses', () => {
    const sticky = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: web }
spec: { host: web, trafficPolicy: { loadBalancer: { consistentHash: { httpHeaderName: x-user } } } }`;
    const table = tableOf(service('web'), deployment('web', 'v1'), deployment('web', 'v2'), sticky);
    assert.match(answerOf(table, { host: 'web' }).uncertain ?? '', /chosen by a hash/);
    assert.equal(sharesText(answerOf(table, { host: 'web', from: { kind: 'outside' } })), 'v1 1, v2 1');
  });
});

describe('any probe', () => {
  it('is answered with shares that sum to one, left open with a reason, or refused in one line', () => {
    const table = tableOf(
      ...shop,
      virtualService('web', `  - { match: [{ uri: { prefix: /a } }], route: [${to('web', 'v1')}] }`),
    );
    const host = fc.oneof(
      fc.constant(null),
      fc.constantFrom('web', 'shop.example.com', '[::1]:80', '::'),
      fc.string({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(
        host,
        fc.string({ maxLength: 40 }),
        fc.option(fc.constantFrom(0, 80, 8080, 99_999)),
        fc.constantFrom(null, 'http', 'https', 'tcp', 'tls', 'grpc', 'udp'),
        fc.constantFrom(null, { kind: 'mesh' }, { kind: 'outside' }, from('front')),
        fc.array(fc.tuple(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 })), { maxLength: 2 }),
        (asked, path, port, protocol, way, headers) => {
          try {
            const said = { host: asked, path, port, protocol, from: way, headers } as Partial<RouteProbe>;
            for (const { shares, uncertain } of answerProbe(table, probe(said))) {
              const sum = shares.reduce((total, { share }) => total + share, 0);
              assert.ok(uncertain === null ? Math.abs(sum - 1) <= 1e-12 : shares.length === 0);
            }
          } catch (error) {
            assert.ok(error instanceof RangeError && !error.message.includes('\n'), String(error));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is answered for a path of a megabyte and a host of one', () => {
    const long = 'a'.repeat(1_000_000);
    assert.equal(sharesText(answerOf(tableOf(...shop), { host: 'shop.example.com', path: `/${long}` })), 'v1 9, v2 1');
    assert.ok(refusal(shop, { host: long }).length < 1000);
  });
});
