import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readCluster } from '../../../../harness/routes/cluster/read-cluster.ts';
import { versionsOf } from '../../../../harness/routes/cluster/versions-of.ts';
import { writtenObject, writtenObjects } from './written-objects.ts';

const NAMES = ['a', 'b', 'c'] as const;
const name = fc.constantFrom(...NAMES);
const labels = fc.dictionary(fc.constantFrom('app', 'version', 'zone'), name);

const service = fc.record({ name, namespace: name, selector: labels }).map(({ selector, ...metadata }) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata,
  spec: { selector, ports: [{ port: 80, name: 'http' }] },
}));
const deployment = fc
  .record({ name, namespace: name, labels, replicas: fc.nat(4) })
  .map(({ labels: own, replicas, ...metadata }) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { replicas, template: { metadata: { labels: own } } },
  }));
const entry = fc
  .record({ name, namespace: name, labels, weight: fc.integer({ min: 1, max: 100 }) })
  .map(({ labels: own, weight, ...metadata }) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'WorkloadEntry',
    metadata,
    spec: { address: '10.0.0.1', labels: own, weight },
  }));
const objects = fc
  .uniqueArray(fc.oneof(service, deployment, entry), {
    maxLength: 12,
    selector: ({ kind, metadata }) => `${kind}/${metadata.namespace}/${metadata.name}`,
  })
  .map((values) => values.map((value) => writtenObject(value)));

const shares = (given: Parameters<typeof readCluster>[0]) =>
  readCluster(given)
    .services.map((found) => {
      const { known, versions } = versionsOf({ host: found.host, service: found, subset: null, subsetLabels: null });
      const parts = versions.map(({ version, parts: share }) => `${version}=${share}`).toSorted();
      return `${found.host} ${known} ${parts.join(' ')}`;
    })
    .toSorted();

describe('readCluster', () => {
  it('lists namespaces with their labels, mentioned ones without', () => {
    const { namespaces } = readCluster(
      writtenObjects(`
{ apiVersion: v1, kind: Namespace, metadata: { name: bookinfo, labels: { istio-injection: enabled } } }
---
{ apiVersion: v1, kind: Service, metadata: { name: a, namespace: other }, spec: {} }
---
{ apiVersion: v1, kind: Service, metadata: { name: b, namespace: bookinfo }, spec: {} }
`),
    );
    assert.deepEqual(namespaces, { other: {}, bookinfo: { 'istio-injection': 'enabled' } });
  });

  it('shares alike whatever the order of the documents', () => {
    fc.assert(
      fc.property(
        objects.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))),
        ([given, shuffled]) => assert.deepEqual(shares(shuffled), shares(given)),
      ),
    );
  });

  it('counts every pod that a selector picks, and never makes nothing of what it does not know', () => {
    fc.assert(
      fc.property(objects, (given) => {
        const { services, workloads } = readCluster(given);
        for (const found of services) {
          const selector = Object.entries(found.selector ?? {});
          const picked = workloads.filter(
            ({ object, labels: own }) =>
              object.namespace === found.object.namespace && selector.every(([key, value]) => own[key] === value),
          );
          const total = picked.reduce((sum, { replicas, weight }) => sum + replicas * weight, 0);
          const { known, versions } = versionsOf({ host: found.host, service: found, subset: null, subsetLabels: null });
          assert.equal(known, selector.length > 0 && picked.length > 0);
          assert.equal(Number(versions.reduce((sum, { parts }) => sum + parts, 0n)), known ? total : 1);
        }
      }),
    );
  });

  it('is not moved by objects of other kinds', () => {
    fc.assert(
      fc.property(objects, (given) => {
        const other = writtenObject({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'a', namespace: 'a', labels: { app: 'a' } },
        });
        assert.deepEqual(shares([other, ...given]), shares(given));
      }),
    );
  });

  it('takes odd input of the kinds that it reads', () => {
    const kinds = [
      ['v1', 'Service'],
      ['v1', 'Pod'],
      ['v1', 'Namespace'],
      ['apps/v1', 'Deployment'],
      ['networking.istio.io/v1', 'ServiceEntry'],
      ['networking.istio.io/v1', 'WorkloadEntry'],
    ] as const;
    const field = fc.constantFrom(
      'selector',
      'ports',
      'hosts',
      'template',
      'endpoints',
      'workloadSelector',
      'labels',
      'replicas',
      'weight',
      'type',
    );
    const spec = fc.oneof(
      fc.anything(),
      fc.dictionary(field, fc.oneof(fc.anything(), fc.constantFrom('ExternalName', [{}], [null], [{ port: 1 }]))),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...kinds), spec), { maxLength: 5 }), (drawn) => {
        const given = drawn.map(([[apiVersion, kind], value], index) =>
          writtenObject({ apiVersion, kind, metadata: { name: `n${index}` }, spec: value }),
        );
        const { services, problems } = readCluster(given);
        for (const found of services) versionsOf({ host: found.host, service: found, subset: 'x', subsetLabels: { a: 'b' } });
        assert.ok(problems.every(({ text, fix }) => !`${text}${fix}`.includes('\n')));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps names such as __proto__ as names', () => {
    const odd = JSON.parse('{"__proto__": "x"}');
    const { services, namespaces } = readCluster([
      writtenObject({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'a', namespace: '__proto__' },
        spec: { selector: odd },
      }),
      writtenObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b', namespace: '__proto__', labels: {} } }),
      writtenObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'c', namespace: '__proto__', labels: odd } }),
    ]);
    assert.deepEqual(Object.keys(namespaces), ['__proto__']);
    assert.deepEqual(
      services[0]?.endpoints.map(({ workload }) => workload?.object.name),
      ['c'],
    );
  });

  it('reads a thousand services that select nothing', () => {
    const given = Array.from({ length: 1000 }, (_, index) => [
      writtenObject({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: `s${index}` },
        spec: { selector: { app: `wrong-${index}` } },
      }),
      writtenObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${index}`, labels: { app: `right-${index}` } } }),
    ]).flat();
    assert.equal(readCluster(given).problems.length, 1000);
  });
});
