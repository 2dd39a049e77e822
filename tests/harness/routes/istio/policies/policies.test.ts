import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  created,
  destinationRule,
  destinationsOf,
  istioOf,
  meshRule,
  said,
  service,
  textOf,
  virtualService,
} from '../istio-of.ts';

const A = 'a.default.svc.cluster.local';
const policies = (text: string) =>
  istioOf(text).policies.map(({ host, namespace, objects, subsets }) => [
    `${namespace} ${host}`,
    objects.map(({ name }) => name).join(),
    subsets.map(({ name }) => name).join(),
  ]);

test('rules for one host become one: new subsets are added, the first policy holds', () => {
  const text =
    destinationRule('one', '{host: a, subsets: [{name: v1, labels: {version: v1}}]}') +
    destinationRule(
      'two',
      `{host: ${A}, trafficPolicy: {loadBalancer: {simple: RANDOM}}, subsets: [{name: v2, labels: {version: v2}}]}`,
    );
  assert.deepEqual(policies(text), [[`default ${A}`, 'two,one', 'v1,v2']]);
  const [policy] = istioOf(text).policies;
  assert.equal(policy?.policy.loadBalancer?.kind, 'random');
  assert.deepEqual(
    policy?.subsets.map((subset) => subset.policy.loadBalancer?.kind),
    ['random', 'random'],
  );
  assert.deepEqual(said(istioOf(text)), []);
});

test('which of two policies holds is known by age, or said to be unknown', () => {
  const lb = (kind: string) => `{host: a, trafficPolicy: {loadBalancer: {simple: ${kind}}}}`;
  const aged = istioOf(
    destinationRule('young', lb('RANDOM'), created('02')) + destinationRule('old', lb('ROUND_ROBIN'), created('01')),
  );
  assert.equal(aged.policies[0]?.policy.loadBalancer?.kind, 'round-robin');
  assert.deepEqual(said(aged), ['1 warning policy-ignored']);
  const ageless = istioOf(destinationRule('one', lb('RANDOM')) + destinationRule('two', lb('ROUND_ROBIN')));
  assert.deepEqual(said(ageless), ['3 warning order-unknown']);
});

test('a subset that is defined twice is taken from the first', () => {
  const istio = istioOf(
    destinationRule('one', '{host: a, subsets: [{name: v1, labels: {version: v1}}]}') +
      destinationRule('two', '{host: a, subsets: [{name: v1, labels: {version: v1b}}]}'),
  );
  assert.deepEqual(
    istio.policies[0]?.subsets.map(({ labels }) => labels),
    [{ version: 'v1' }],
  );
  assert.match(
    textOf(istio, 'subset-taken-away'),
    /DestinationRule default\/two: subset "v1" is not used, because DestinationRule default\/one \(a\.yaml:1\)/,
  );
});

test('a more specific host takes the subsets of a wildcard away', () => {
  const istio = istioOf(
    service('a') +
      destinationRule('all', '{host: "*.default.svc.cluster.local", subsets: [{name: v1, labels: {version: v1}}]}') +
      destinationRule('a', '{host: a, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}') +
      virtualService('a', '{hosts: [a], http: [{route: [{destination: {host: a, subset: v1}}]}]}'),
  );
  assert.match(
    textOf(istio, 'subset-taken-away'),
    /DestinationRule default\/a takes subset "v1" of DestinationRule default\/all \(a\.yaml:3\) away/,
  );
  assert.match(textOf(istio, 'subset-missing'), /is defined at a\.yaml:3 and does not hold/);
  assert.equal(destinationsOf(meshRule(istio).action)[0]?.refused?.status, 503);
});

test('a rule in the namespace of the client comes before that of the service', () => {
  const istio = istioOf(
    service('a', [9080], ', namespace: prod') +
      destinationRule('a', '{host: a, subsets: [{name: v1, labels: {version: v1}}]}', ', namespace: prod') +
      destinationRule('a', '{host: a.prod.svc.cluster.local}', ', namespace: web') +
      virtualService(
        'a',
        '{hosts: [a.prod.svc.cluster.local], http: [{route: [{destination: {host: a.prod.svc.cluster.local, subset: v1}}]}]}',
        ', namespace: web',
      ),
  );
  assert.match(textOf(istio, 'subset-taken-away'), /for clients in namespace web it comes first/);
  assert.equal(destinationsOf(meshRule(istio).action)[0]?.refused?.status, 503);
});

test('a subset that only one namespace sees is used there, and that is said', () => {
  const istio = istioOf(
    service('a', [9080], ', namespace: prod') +
      destinationRule('a', '{host: a.prod.svc.cluster.local, subsets: [{name: v1, labels: {version: v1}}]}', ', namespace: web') +
      virtualService(
        'a',
        '{hosts: [a.prod.svc.cluster.local], http: [{route: [{destination: {host: a.prod.svc.cluster.local, subset: v1}}]}]}',
        ', namespace: web',
      ),
  );
  assert.deepEqual(destinationsOf(meshRule(istio).action)[0]?.subsetLabels, { version: 'v1' });
  assert.ok(said(istio).some((line) => line.endsWith('warning subset-of-one-namespace')));
});

test('rules that others do not see are not used for them, and rules of different visibility are not combined', () => {
  const rule = (name: string, exportTo: string, subset: string) =>
    destinationRule(
      name,
      `{host: a, exportTo: ${exportTo}, subsets: [{name: ${subset}, labels: {version: ${subset}}}]}`,
      ', namespace: prod',
    );
  const istio = istioOf(
    service('a', [9080], ', namespace: prod') +
      rule('one', '["."]', 'v1') +
      virtualService(
        'a',
        '{hosts: [a.prod.svc.cluster.local], http: [{route: [{destination: {host: a.prod.svc.cluster.local, subset: v1}}]}]}',
        ', namespace: web',
      ),
  );
  assert.match(textOf(istio, 'subset-missing'), /has no DestinationRule/);
  const apart = istioOf(rule('one', '["*"]', 'v1') + rule('two', '[web]', 'v2'));
  assert.deepEqual(
    apart.policies.map(({ subsets }) => subsets.map(({ name }) => name)),
    [['v2'], ['v1']],
  );
  assert.match(textOf(apart, 'subset-taken-away'), /exported to other namespaces/);
});

test('rules of the root namespace hold where nothing nearer does', () => {
  const root = destinationRule(
    'all',
    '{host: "*.prod.svc.cluster.local", subsets: [{name: v1, labels: {version: v1}}]}',
    ', namespace: istio-system',
  );
  const vs = virtualService('a', '{hosts: [a], http: [{route: [{destination: {host: a, subset: v1}}]}]}', ', namespace: prod');
  const istio = istioOf(service('a', [9080], ', namespace: prod') + root + vs);
  assert.deepEqual(said(istio), []);
  assert.deepEqual(destinationsOf(meshRule(istio).action)[0]?.subsetLabels, { version: 'v1' });
  const nearer = istioOf(
    service('a', [9080], ', namespace: prod') + root + destinationRule('a', '{host: a}', ', namespace: prod') + vs,
  );
  assert.match(textOf(nearer, 'subset-taken-away'), /nearer than those of istio-system/);
});

test('one host, two rules, nothing in common: nothing is taken away', () => {
  assert.deepEqual(
    said(istioOf(destinationRule('a', '{host: a, subsets: [{name: v1}]}') + destinationRule('b', '{host: b}'))),
    [],
  );
});

test('a workload selector is read past with a warning', () => {
  assert.deepEqual(said(istioOf(destinationRule('a', '{host: a, workloadSelector: {matchLabels: {app: x}}}'))), [
    '1 warning rule-for-some-clients',
  ]);
});
