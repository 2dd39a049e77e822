import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCluster } from '../../../../harness/routes/cluster/read-cluster.ts';
import { writtenObjects } from './written-objects.ts';

const workloads = (text: string) => readCluster(writtenObjects(text)).workloads;
const counted = (text: string) => workloads(text).map(({ object, replicas }) => [object.kind, object.name, replicas]);

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: reviews-v1, namespace: bookinfo }
spec: { replicas: 2, template: { metadata: { labels: { app: reviews } } } }
---
`;
const pod = (name: string, owner: string, labels: string, more = '', namespace = 'bookinfo') => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: ${labels}, ownerReferences: ${owner} ${more} }
---
`;
const OWNED = '[{ apiVersion: apps/v1, kind: ReplicaSet, name: reviews-v1-6c857bc499, controller: true }]';
const HASHED = '{ app: reviews, pod-template-hash: 6c857bc499 }';

describe('readWorkloads', () => {
  it('reads the replicas of a Deployment, 1 by default, and 0 as a known zero', () => {
    const of = (spec: string) =>
      counted(`{ apiVersion: apps/v1, kind: Deployment, metadata: { name: a }, spec: ${spec} }`).map(
        ([, , replicas]) => replicas,
      );
    assert.deepEqual(of('{ template: {} }'), [1]);
    assert.deepEqual(of('{ replicas: null }'), [1]);
    assert.deepEqual(of('{ replicas: 0 }'), [0]);
    assert.deepEqual(of('{ replicas: 7 }'), [7]);
    assert.deepEqual(of('{}'), [1]);
    assert.deepEqual(of('null'), [1]);
  });

  it('reads Deployments of old versions, and no kind of the same name elsewhere', () => {
    assert.deepEqual(counted('{ apiVersion: extensions/v1beta1, kind: Deployment, metadata: { name: a }, spec: {} }'), [
      ['Deployment', 'a', 1],
    ]);
    assert.deepEqual(counted('{ apiVersion: example.com/v1, kind: Deployment, metadata: { name: a }, spec: {} }'), []);
    assert.deepEqual(counted('{ apiVersion: serving.knative.dev/v1, kind: Service, metadata: { name: a }, spec: {} }'), []);
  });

  it('counts the pods of a Deployment in the files once', () => {
    const pods = `${pod('reviews-v1-6c857bc499-f658r', OWNED, HASHED)}${pod('reviews-v1-6c857bc499-lzvg8', OWNED, HASHED)}`;
    assert.deepEqual(counted(DEPLOYMENT + pods), [['Deployment', 'reviews-v1', 2]]);
    assert.deepEqual(counted(pods + DEPLOYMENT), [['Deployment', 'reviews-v1', 2]]);
    assert.equal(counted(pods).length, 2);
  });

  it('counts pods that only look like it', () => {
    for (const stray of [
      pod('reviews-v1-6c857bc499-f658r', OWNED, '{ app: reviews }'),
      pod('reviews-v1-6c857bc499-f658r', OWNED, HASHED, '', 'default'),
      pod('reviews-v1-6c857bc499-f658r', 'null', HASHED),
      pod('reviews-v2-6c857bc499-f658r', '[{ kind: ReplicaSet, name: reviews-v2-6c857bc499 }]', HASHED),
      pod('reviews-v1-0', '[{ kind: StatefulSet, name: reviews-v1 }]', HASHED),
    ])
      assert.equal(counted(DEPLOYMENT + stray).length, 2, stray);
  });

  it('does not count a pod that has ended or is being deleted, but knows it', () => {
    const of = (status: string, more = '') => {
      const text = `${pod('a', 'null', '{}', more)}`.replace('---', `status: ${status}\n---`);
      return workloads(text).map(({ replicas }) => replicas);
    };
    assert.deepEqual(of('{ phase: Running }'), [1]);
    assert.deepEqual(of('{ phase: Pending }'), [1]);
    assert.deepEqual(of('{ phase: Succeeded }'), [0]);
    assert.deepEqual(of('{ phase: Failed }'), [0]);
    assert.deepEqual(of('{ phase: Running }', ', deletionTimestamp: "2026-01-01T00:00:00Z"'), [0]);
    assert.deepEqual(of('null'), [1]);
  });

  it('reads a WorkloadEntry', () => {
    const [read] = workloads(`
apiVersion: networking.istio.io/v1alpha3
kind: WorkloadEntry
metadata: { name: vm, namespace: hello }
spec: { address: 192.168.0.170, labels: { app: hello-workload, version: v1 }, weight: 30 }
`);
    assert.deepEqual(read, {
      object: { kind: 'WorkloadEntry', namespace: 'hello', name: 'vm' },
      labels: { app: 'hello-workload', version: 'v1' },
      replicas: 1,
      containers: [],
      address: '192.168.0.170',
      weight: 30,
      isInjected: null,
      place: { file: 'WorkloadEntry/vm', line: 1 },
    });
    assert.equal(
      workloads('{ apiVersion: networking.istio.io/v1, kind: WorkloadEntry, metadata: { name: a }, spec: {} }')[0]?.weight,
      1,
    );
  });

  it('joins namespace and pod to say whether there is a sidecar', () => {
    const namespace = (labels: string) =>
      `{ apiVersion: v1, kind: Namespace, metadata: { name: bookinfo, labels: ${labels} } }\n---\n`;
    const injected = (text: string) => workloads(text).map(({ isInjected }) => isInjected);
    assert.deepEqual(injected(DEPLOYMENT), [null]);
    assert.deepEqual(injected(DEPLOYMENT + namespace('{ istio-injection: enabled }')), [true]);
    assert.deepEqual(injected(namespace('null') + DEPLOYMENT), [false]);
    const proxy = DEPLOYMENT.replace('{ metadata:', '{ spec: { containers: [{ name: app }, { name: istio-proxy }] }, metadata:');
    assert.deepEqual(injected(proxy), [true]);
    const host = DEPLOYMENT.replace('{ metadata:', '{ spec: { hostNetwork: true }, metadata:');
    assert.deepEqual(injected(host + namespace('{ istio-injection: enabled }')), [false]);
  });
});
