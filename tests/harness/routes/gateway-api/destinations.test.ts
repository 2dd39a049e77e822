import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { found, gateway, given, HTTP, hostAt, ids, route, sends, service, TO_GATEWAY, textOf } from './given.ts';

fc.configureGlobal({ seed: 20260131 });

const read = (refs: string, ...more: string[]) =>
  given(gateway(HTTP), route('r', `${TO_GATEWAY}, rules: [{backendRefs: [${refs}]}]`), ...more);
const sent = (...texts: [string, ...string[]]) => (hostAt(read(...texts), 'http', '*')?.http ?? []).map(sends).join('; ');
const inShop = ', namespace: shop';
const SHOP = 'v1.shop.svc.cluster.local';

const grant = (from: string, to: string, namespace = 'shop') =>
  `{apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, metadata: {name: g, namespace: ${namespace}}, spec: {from: [${from}], to: [${to}]}}`;
const FROM = '{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default}';
const TO = '{group: "", kind: Service}';

describe('destinations', () => {
  it('leaves a Service that is not in the files unknown, and never refuses it', () => {
    const one = read('{name: reviews-v1, port: 80}', service('reviews-v2'));
    assert.deepEqual(found(one), ['missing backend-missing 3']);
    assert.match(one.problems[0]?.fix ?? '', /write reviews-v2/);
    assert.equal(sent('{name: v1, port: 80}'), 'v1 1');
  });

  it('refuses what is invalid for certain with 500, and keeps its share', () => {
    assert.equal(
      sent('{name: v1, port: 80, weight: 3}, {name: v2, kind: Pod, weight: 1}', service('v1')),
      'v1 3, v2.default 1 refused 500',
    );
    assert.equal(
      sent('{name: v1, port: 80}, {name: v2, kind: NonExistent, group: x.io, port: 80}', service('v1')),
      'v1 1, v2.default 1 refused 500',
    );
    assert.equal(sent('{name: v1, port: 81}', service('v1')), 'v1 1 refused 500');
    const one = read('{name: v1, port: 81}', service('v1'));
    assert.deepEqual(found(one), ['warning backend-refused 3']);
    assert.match(one.problems[0]?.fix ?? '', /^write one of its ports: 80$/);
  });

  it('answers 500 where no weight is above 0', () => {
    assert.equal(
      sent('{name: v1, port: 80, weight: 0}, {name: v2, port: 80, weight: 0}', service('v1'), service('v2')),
      '500 every backendRef has weight 0',
    );
    assert.equal(sent(''), '500 no backendRefs');
    assert.equal(sent('{name: v1, port: 80, weight: 0}, {name: v2, port: 80}', service('v1'), service('v2')), 'v1 0, v2 1');
  });

  it('closes the connection where it is not HTTP', () => {
    const tcp = given(
      gateway('{name: tcp, port: 81, protocol: TCP}'),
      route('r', `${TO_GATEWAY}, rules: [{backendRefs: [{name: v1, port: 80}, {name: v2, port: 9}]}]`, '', 'TCPRoute'),
      service('v1'),
      service('v2'),
    );
    assert.deepEqual(hostAt(tcp, 'tcp', '*')?.tcp.map(sends), ['v1 1, v2 1 refused 0']);
    const none = given(
      gateway('{name: tcp, port: 81, protocol: TCP}'),
      route('r', `${TO_GATEWAY}, rules: [{backendRefs: [{name: v1, port: 80, weight: 0}]}]`, '', 'TCPRoute'),
    );
    assert.deepEqual(hostAt(none, 'tcp', '*')?.tcp.map(sends), ['0 every backendRef has weight 0']);
    assert.match(textOf(none, 'nothing-forwarded'), /every connection is closed$/);
  });

  it('knows hosts of ServiceEntries and kinds whose backends are elsewhere', () => {
    const entry =
      '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e}, spec: {hosts: [api.example.com], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}}';
    const hostname = '{name: api.example.com, kind: Hostname, group: networking.istio.io, port: 80}';
    assert.equal(sent(hostname, entry), 'api.example.com 1');
    assert.deepEqual(ids(read(hostname)), []);
    assert.deepEqual(found(read(hostname)), ['missing backend-missing 3']);
    const imported = read('{name: v1, kind: ServiceImport, group: multicluster.x-k8s.io, port: 80}');
    assert.deepEqual(
      [...found(imported), hostAt(imported, 'http', '*')?.http.map(sends)],
      ['note backend-elsewhere 3', ['v1.default.svc.clusterset.local 1']],
    );
  });

  it('changes headers for one backend only', () => {
    const filters =
      'filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: X, value: a}, {name: x, value: b}, {name: __proto__, value: c}], add: [{name: z, value: d}], remove: [w]}}, {type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: v, value: v1}]}}]';
    const rule = hostAt(read(`{name: v1, port: 80, ${filters}}, {name: v2, port: 80}`), 'http', '*')?.http[0];
    assert.ok(rule?.action.kind === 'forward');
    const [first, second] = rule.action.destinations;
    assert.deepEqual(Object.entries(first?.requestHeaders.set ?? {}), [
      ['X', 'a'],
      ['__proto__', 'c'],
    ]);
    assert.deepEqual(
      [first?.requestHeaders.add, first?.requestHeaders.remove, first?.responseHeaders.set],
      [{ z: 'd' }, ['w'], { v: 'v1' }],
    );
    assert.deepEqual(
      [second?.requestHeaders, rule.requestHeaders],
      [
        { set: {}, add: {}, remove: [] },
        { set: {}, add: {}, remove: [] },
      ],
    );
  });
});

describe('references to other namespaces', () => {
  const ref = '{name: v1, namespace: shop, port: 80}';

  it('are refused where the files show the other namespace and no grant', () => {
    assert.equal(sent(ref, service('v1', inShop)), `${SHOP} 1 refused 500`);
    assert.deepEqual(found(read(ref, service('v1', inShop))), ['missing grant-missing 3']);
    assert.equal(sent(ref, grant(FROM.replace('default', 'other'), TO)), `${SHOP} 1 refused 500`);
  });

  it('stay unknown where the files show nothing of the other namespace', () => {
    assert.equal(sent(ref), `${SHOP} 1`);
    assert.deepEqual(found(read(ref)), ['missing backend-missing 3', 'missing grant-missing 3']);
  });

  for (const [name, text, isAllowed] of [
    ['the whole kind', grant(FROM, TO), true],
    ['the name', grant(FROM, '{group: "", kind: Service, name: v1}'), true],
    [
      'any of several',
      grant(`{group: x, kind: Y, namespace: z}, ${FROM}`, '{group: "", kind: Secret}, {group: "", kind: Service}'),
      true,
    ],
    ['another name', grant(FROM, '{group: "", kind: Service, name: v2}'), false],
    ['another kind of route', grant(FROM.replace('HTTPRoute', 'TCPRoute'), TO), false],
    ['another namespace', grant(FROM, TO, 'other'), false],
    ['another group of routes', grant(FROM.replace('gateway.networking.k8s.io', 'x.io'), TO), false],
    ['Secrets', grant(FROM, '{group: "", kind: Secret}'), false],
  ] as const) {
    it(`are ${isAllowed ? 'allowed' : 'refused'} by a grant for ${name}`, () => {
      assert.equal(sent(ref, service('v1', inShop), text), isAllowed ? `${SHOP} 1` : `${SHOP} 1 refused 500`);
    });
  }
});

describe('weights', () => {
  it('are those that are written, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 1_000_000 })), { minLength: 1, maxLength: 16 }), (weights) => {
        const refs = weights.map((weight, index) => `{name: v${index}, port: 80${weight === null ? '' : `, weight: ${weight}`}}`);
        const expected = weights.map((weight, index) => `v${index} ${weight ?? 1}`).join(', ');
        assert.equal(
          sent(refs.join(', ')),
          weights.some((weight) => weight !== 0) ? expected : '500 every backendRef has weight 0',
        );
      }),
      { numRuns: 60 },
    );
  });
});
