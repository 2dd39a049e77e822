import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCluster } from '../../../../harness/routes/cluster/read-cluster.ts';
import { writtenObjects } from './written-objects.ts';

const alias = (name: string, target: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: a }
spec: { type: ExternalName, externalName: ${target} }
---
`;
const REVIEWS = `
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: a }
spec: { selector: { app: reviews } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: reviews-v1, namespace: a }
spec: { template: { metadata: { labels: { app: reviews, version: v1 } } } }
---
`;
const behind = (text: string, name: string) => {
  const service = readCluster(writtenObjects(text)).services.find(({ object }) => object.name === name);
  assert.ok(service);
  return [service.endpointsKnown, service.endpoints.map(({ workload, address }) => workload?.object.name ?? address)];
};

describe('followExternalNames', () => {
  it('leads to the endpoints of a service in the files, over several names', () => {
    const text = `${alias('one', 'reviews.a.svc.cluster.local')}${alias('two', 'one.a.svc.cluster.local.')}${REVIEWS}`;
    assert.deepEqual(behind(text, 'one'), [true, ['reviews-v1']]);
    assert.deepEqual(behind(text, 'two'), [true, ['reviews-v1']]);
  });

  it('leads out of the files by name', () => {
    assert.deepEqual(behind(alias('one', 'example.com') + REVIEWS, 'one'), [true, ['example.com']]);
    assert.deepEqual(behind(alias('two', 'one.a.svc.cluster.local') + alias('one', 'example.com'), 'two'), [
      true,
      ['example.com'],
    ]);
  });

  it('ends where names lead in a circle', () => {
    const text = alias('one', 'two.a.svc.cluster.local') + alias('two', 'one.a.svc.cluster.local');
    assert.deepEqual(behind(text, 'one'), [false, []]);
    assert.deepEqual(behind(alias('one', 'one.a.svc.cluster.local'), 'one'), [false, []]);
  });
});
