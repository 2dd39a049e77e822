import assert from 'node:assert/strict';
import { test } from 'node:test';
import { destinationRule, destinationsOf, istioOf, meshRule, said, service, textOf, virtualService } from '../istio-of.ts';

const to = (destination: string, metadata = '') =>
  virtualService('a', `{hosts: [a], http: [{route: [{destination: ${destination}}]}]}`, metadata);
const deployment = (name: string, labels: string, replicas = 1) =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}}, spec: {replicas: ${replicas}, selector: {matchLabels: ${labels}}, template: {metadata: {labels: ${labels}}, spec: {containers: [{name: c, image: i, ports: [{containerPort: 9080}]}]}}}}\n---\n`;
const V1 = destinationRule('a', '{host: a, subsets: [{name: v1, labels: {version: v1}}]}');

test('a host that is in no file stays, unknown, with what may be meant', () => {
  const istio = istioOf(service('reviews') + to('{host: reveiws}'));
  const [destination] = destinationsOf(meshRule(istio).action);
  assert.equal(destination?.host, 'reveiws.default.svc.cluster.local');
  assert.equal(destination?.service, null);
  assert.match(textOf(istio, 'service-missing'), /write reviews\b/);
});

test('a name with a dot is not completed', () => {
  const istio = istioOf(service('a') + to('{host: a.default}'));
  assert.equal(destinationsOf(meshRule(istio).action)[0]?.host, 'a.default');
  assert.match(textOf(istio, 'host-not-completed'), /write a\.default\.svc\.cluster\.local/);
  assert.ok(said(istioOf(service('a') + to('{host: example.com}'))).some((line) => line.endsWith('missing service-missing')));
});

test('the namespace that completes a host is that of the VirtualService', () => {
  const istio = istioOf(to('{host: a}', ', namespace: prod'));
  assert.equal(destinationsOf(meshRule(istio).action)[0]?.host, 'a.prod.svc.cluster.local');
});

test('a subset without a DestinationRule is missing and unknown, not empty', () => {
  const istio = istioOf(service('a') + deployment('a', '{app: a, version: v1}') + to('{host: a, subset: v9}'));
  const [destination] = destinationsOf(meshRule(istio).action);
  assert.deepEqual([destination?.subset, destination?.subsetLabels, destination?.refused], ['v9', null, null]);
  assert.match(textOf(istio, 'subset-missing'), /has no DestinationRule/);
});

test('a subset that the DestinationRule does not have, with those it has', () => {
  const istio = istioOf(service('a') + V1 + to('{host: a, subset: v11}'));
  assert.match(textOf(istio, 'subset-missing'), /"v11" is no subset of a\.default\.svc\.cluster\.local, which has v1/);
  assert.equal(destinationsOf(meshRule(istio).action)[0]?.refused, null);
});

test('a subset whose labels nobody carries is empty only where workloads are known', () => {
  const empty = istioOf(service('a') + V1 + deployment('a', '{app: a, version: v2}') + to('{host: a, subset: v1}'));
  assert.match(textOf(empty, 'subset-empty'), /\(version: v1\), so its share is answered 503/);
  const scaled = istioOf(service('a') + V1 + deployment('a', '{app: a, version: v1}', 0) + to('{host: a, subset: v1}'));
  assert.ok(said(scaled).some((line) => line.endsWith('warning subset-empty')));
  const unknown = istioOf(service('a') + V1 + to('{host: a, subset: v1}'));
  assert.deepEqual(said(unknown), []);
  assert.deepEqual(destinationsOf(meshRule(unknown).action)[0]?.subsetLabels, { version: 'v1' });
});

test('the place of a weight and of a destination', () => {
  const istio = istioOf(`${service('a')}
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: a
spec:
  hosts:
  - a
  http:
  - route:
    - destination:
        host: a
      weight: 80
    - destination:
        host: a
        subset: v2
`);
  const places = destinationsOf(meshRule(istio).action).map(({ place, weight }) => [place.line, weight.place.line]);
  assert.deepEqual(places, [
    [13, 15],
    [16, 16],
  ]);
});
