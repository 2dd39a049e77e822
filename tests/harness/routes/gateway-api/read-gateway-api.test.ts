import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { asks, found, gateway, given, HTTP, hostAt, ids, route, sends, service, TO_GATEWAY, textOf, to } from './given.ts';

fc.configureGlobal({ seed: 20260131 });

describe('readGatewayApi', () => {
  it('gives every listener an entry, with or without routes', () => {
    const read = given(
      gateway(`${HTTP}, {name: tls, port: 443, protocol: HTTPS, hostname: "*.a.com", tls: {certificateRefs: [{name: cert}]}}`),
    );
    assert.deepEqual(
      read.entries.map(({ kind, api, gateway: owner, listener, hosts }) => [
        kind,
        api,
        owner?.name,
        listener?.port,
        listener?.hosts,
        listener?.tls?.mode,
        hosts.length,
      ]),
      [
        ['gateway', 'gateway-api', 'gw', 80, ['*'], undefined, 0],
        ['gateway', 'gateway-api', 'gw', 443, ['*.a.com'], 'terminate', 0],
      ],
    );
    assert.equal(read.entries[1]?.listener?.tls?.credentialName, 'cert');
    assert.equal(read.entries[0]?.listener?.nodePort, null);
    assert.deepEqual(read.problems, []);
  });

  it('sends by weight, with the line each weight stands on, and 1 where none is written', () => {
    const read = given(
      gateway(HTTP),
      service('v1'),
      service('v2'),
      [
        'apiVersion: gateway.networking.k8s.io/v1',
        'kind: HTTPRoute',
        'metadata: {name: r}',
        'spec:',
        '  parentRefs: [{name: gw}]',
        '  rules:',
        '  - name: split',
        '    backendRefs:',
        '    - name: v1',
        '      port: 80',
        '      weight: 90',
        '    - name: v2',
        '      port: 80',
      ].join('\n'),
    );
    assert.deepEqual(read.problems, []);
    const rule = hostAt(read, 'http', '*')?.http[0];
    assert.ok(rule?.action.kind === 'forward');
    assert.equal(rule.name, 'split');
    const weights = rule.action.destinations.map(({ weight, place }) => [
      weight.value,
      weight.isWritten,
      weight.place.line - place.line,
    ]);
    assert.deepEqual(weights, [
      [90, true, 2],
      [1, false, 0],
    ]);
    assert.equal(rule.action.destinations[0]?.host, 'v1.default.svc.cluster.local');
    assert.equal(rule.action.destinations[0]?.service?.host, 'v1.default.svc.cluster.local');
  });

  it('explains a route whose Gateway is not in the files, and says that its listener is guessed', () => {
    const read = given(route('r', `${TO_GATEWAY}, hostnames: [a.com], rules: [{${to('v1')}}]`), service('v1'));
    assert.deepEqual(found(read), ['missing gateway-missing 1']);
    const [entry] = read.entries;
    assert.deepEqual(
      [entry?.listener?.isAssumed, entry?.listener?.port, entry?.listener?.protocol, entry?.listener?.name],
      [true, 80, 'HTTP', null],
    );
    assert.deepEqual(
      entry?.hosts.map(({ host, http }) => [host, http.map(sends)]),
      [['a.com', ['v1 1']]],
    );
  });

  it('guesses one listener for all routes that mean the same', () => {
    const section = 'parentRefs: [{name: gw, sectionName: web, port: 8080}]';
    const read = given(
      route('a', `${section}, rules: [{${to('v1')}}]`),
      route('b', `${section}, rules: [{${to('v1')}}]`),
      route('c', `parentRefs: [{name: gw, sectionName: https}], rules: [{${to('v1')}}]`),
      route('d', `parentRefs: [{name: gw, sectionName: tcp}], rules: [{${to('v1')}}]`, '', 'TCPRoute'),
      route('e', `parentRefs: [{name: gw, sectionName: tls}], hostnames: [a.com], rules: [{${to('v1')}}]`, '', 'TLSRoute'),
      route('f', `parentRefs: [{name: gw, sectionName: udp}], rules: [{${to('v1')}}]`, '', 'UDPRoute'),
    );
    assert.deepEqual(
      read.entries.map(({ listener }) =>
        `${listener?.name} ${listener?.port} ${listener?.protocol} ${listener?.tls?.mode ?? ''}`.trim(),
      ),
      ['web 8080 HTTP', 'https 443 HTTPS terminate', 'tcp 80 TCP', 'tls 443 TLS passthrough', 'udp 80 UDP'],
    );
    assert.equal(read.entries[0]?.hosts[0]?.http.length, 2);
  });

  it('names what a route is attached to that nothing here explains', () => {
    const read = given(
      route('a', `parentRefs: [{name: x, kind: Service}], rules: [{${to('v1')}}]`),
      route('b', `parentRefs: [{name: x, kind: Mesh}], rules: [{${to('v1')}}]`),
      route('c', `rules: [{${to('v1')}}]`),
    );
    assert.deepEqual(found(read), [
      'warning route-not-attached 1',
      'warning route-not-attached 3',
      'warning route-not-attached 5',
    ]);
    assert.match(read.problems[0]?.fix ?? '', /group: ""/);
    assert.deepEqual(read.entries, []);
  });

  it('guesses the listeners of a ListenerSet, beside those of a Gateway of the same name', () => {
    const read = given(
      gateway(HTTP),
      route('a', `parentRefs: [{name: gw, kind: ListenerSet}], rules: [{${to('v1')}}]`),
      route('b', `${TO_GATEWAY}, rules: [{${to('v2')}}]`),
    );
    assert.deepEqual(ids(read), ['listener-set-assumed']);
    assert.deepEqual(
      read.entries.map(({ listener, hosts }) => [listener?.isAssumed ?? false, hosts[0]?.http.map(sends)]),
      [
        [false, ['v2 1']],
        [true, ['v1 1']],
      ],
    );
  });

  it('reads Gateways of its own group only, and routes of every served version', () => {
    const istio = '{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: gw}, spec: {servers: []}}';
    const old = route('r', `${TO_GATEWAY}, rules: [{${to('v1')}}]`).replace('/v1,', '/v1alpha2,');
    assert.deepEqual(ids(given(istio, old)), ['gateway-missing']);
    assert.deepEqual(ids(given(gateway(HTTP).replace('/v1,', '/v1beta1,'), old)), []);
  });

  it('gives a route without rules the one rule of the reference, which sends nowhere', () => {
    const alone = given(gateway(HTTP), route('r', TO_GATEWAY));
    assert.deepEqual(
      hostAt(alone, 'http', '*')?.http.map((rule) => [asks(rule), sends(rule)]),
      [['', '500 no backendRefs']],
    );
    assert.deepEqual(ids(alone), ['nothing-forwarded']);
    assert.deepEqual(ids(given(gateway(HTTP), route('g', TO_GATEWAY, '', 'GRPCRoute'))), ['route-without-rules']);
  });

  it('reports each fault once, however many listeners and services the route is attached to', () => {
    const parents = 'parentRefs: [{name: gw}, {name: v1, kind: Service, group: ""}]';
    const listeners = `${HTTP}, {name: b, port: 81, protocol: HTTP}`;
    const read = given(gateway(listeners), service('v1'), route('r', `${parents}, rules: [{${to('v9')}}]`));
    assert.deepEqual(found(read), ['missing backend-missing 5']);
    assert.match(
      textOf(read, 'backend-missing'),
      /^HTTPRoute default\/r: spec\.rules\[0\]\.backendRefs\[0\]: Service default\/v9/,
    );
  });

  it('throws at nothing, whatever a spec holds', () => {
    const key = fc.constantFrom(
      'parentRefs',
      'rules',
      'hostnames',
      'listeners',
      'name',
      'kind',
      'group',
      'port',
      'matches',
      'path',
      'value',
      'type',
      'filters',
      'backendRefs',
      'weight',
      'timeouts',
      'request',
      'headers',
      'allowedRoutes',
      'namespaces',
      'from',
      'selector',
      'tls',
      'mode',
      'protocol',
      '__proto__',
      'constructor',
    );
    const leaf = fc.oneof(
      fc.constantFrom('gw', '*', 'HTTP', 'TCP', 'Service', '', 'Exact', 'Selector', '10s', '\u202e\n', '__proto__'),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
    );
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        leaf,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(key, tie('node'), { maxKeys: 6 }),
      ),
    })).node;
    const kind = fc.constantFrom('Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'ReferenceGrant');
    fc.assert(
      fc.property(fc.array(fc.record({ kind, spec: value }), { minLength: 1, maxLength: 4 }), (objects) => {
        const text = objects.map(({ kind: one, spec }, index) =>
          JSON.stringify({
            apiVersion: 'gateway.networking.k8s.io/v1',
            kind: one,
            metadata: { name: index === 0 ? 'gw' : `r${index}` },
            spec,
          }),
        );
        const read = given(...text);
        for (const { text: said, fix } of read.problems) assert.doesNotMatch(`${said}${fix}`, /[\p{Cc}\u202e]/u);
      }),
      { numRuns: 400 },
    );
  });
});
