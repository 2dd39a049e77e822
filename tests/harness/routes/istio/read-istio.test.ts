import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { destinationRule, gateway, istioOf, meshOf, said, server, service, splitOf, virtualService } from './istio-of.ts';

const KINDS = ['Gateway', 'VirtualService', 'DestinationRule', 'Sidecar'];
const FIELDS =
  'hosts gateways http tls tcp match route destination host subset port number weight fault abort delay percentage value mirror mirrors delegate name namespace redirect rewrite servers selector protocol mode subsets labels trafficPolicy portLevelSettings exportTo uri prefix headers sniHosts __proto__ constructor';
const key = fc.oneof(fc.constantFrom(...FIELDS.split(' ')), fc.string());
const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  fc.constantFrom('*', 'a', './a', '1s', 'mesh', '*.com'),
  fc.string(),
);
const { spec } = fc.letrec((tie) => ({
  spec: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    fc.array(tie('spec'), { maxLength: 3 }),
    fc.dictionary(key, tie('spec'), { maxKeys: 5 }),
  ),
}));

test('whatever stands in a spec, it is read without failing, and problems are one line each', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...KINDS), spec), { minLength: 1, maxLength: 4 }), (objects) => {
      const text = objects
        .map(([kind, value], index) =>
          JSON.stringify({ apiVersion: 'networking.istio.io/v1', kind, metadata: { name: `o${index}` }, spec: value }),
        )
        .join('\n---\n');
      for (const { text: what, fix } of istioOf(service('a') + text).problems) {
        assert.ok(!/[\p{Cc}\p{Zl}\p{Zp}]/u.test(what + fix), what);
      }
    }),
    { numRuns: 200 },
  );
});

test('control characters in values stay out of messages', () => {
  const istio = istioOf(
    JSON.stringify({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'a' },
      spec: {
        hosts: ['x\ny'],
        gateways: ['g\u0000'],
        http: [{ route: [{ destination: { host: '\u202eevil', subset: '\r' } }] }],
      },
    }),
  );
  assert.ok(istio.problems.length >= 2);
  for (const { text, fix } of istio.problems) assert.ok(!/[\p{Cc}\u202e]/u.test(text + fix), JSON.stringify(text));
});

test('a host of a megabyte and lists of thousands are read', () => {
  const long = 'h'.repeat(1_000_000);
  const istio = istioOf(virtualService('a', `{hosts: [${long}], http: [{route: [{destination: {host: ${long}}}]}]}`));
  assert.ok(istio.problems.every(({ text }) => text.length < 2000));
  const many = Array.from(
    { length: 2000 },
    (_, index) => `{match: [{uri: {prefix: /p${index}}}], route: [{destination: {host: a}}]}`,
  ).join(', ');
  assert.equal(meshOf(istioOf(service('a') + virtualService('a', `{hosts: [a], http: [${many}]}`))).hosts[0]!.http.length, 2000);
});

test('an object of another API changes nothing', () => {
  const text = service('a') + virtualService('a', '{hosts: [a], http: [{route: [{destination: {host: a}}]}]}');
  const more =
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}\n---\n{apiVersion: serving.example.com/v1, kind: VirtualService, metadata: {name: v}, spec: {hosts: [a]}}\n';
  assert.deepEqual(istioOf(text + more), istioOf(text));
});

test('every served version reads alike', () => {
  const text =
    service('a') +
    destinationRule('a', '{host: a, subsets: [{name: v1}]}') +
    gateway('g', server(80, 'HTTP', '["*"]')) +
    virtualService(
      'a',
      '{hosts: [a], http: [{route: [{destination: {host: a, subset: v1}, weight: 5}, {destination: {host: a}, weight: 6}]}]}',
    );
  for (const version of ['v1beta1', 'v1alpha3']) {
    const old = istioOf(text.replaceAll('networking.istio.io/v1', `networking.istio.io/${version}`));
    assert.deepEqual(splitOf(meshOf(old).hosts[0]!.http[0]!), splitOf(meshOf(istioOf(text)).hosts[0]!.http[0]!));
    assert.deepEqual(said(old), said(istioOf(text)));
  }
});
