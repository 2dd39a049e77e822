import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Service } from '../../../../harness/routes/cluster/cluster.ts';
import { readCluster } from '../../../../harness/routes/cluster/read-cluster.ts';
import { writtenObjects } from './written-objects.ts';

const service = (spec: string, others = ''): Service => {
  const text = `
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: bookinfo, labels: { team: a } }
spec: ${spec}
---
${others}`;
  const found = readCluster(writtenObjects(text)).services.find(({ object }) => object.name === 'reviews');
  assert.ok(found);
  return found;
};

const deployment = (name: string, labels: string, replicas = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: bookinfo }
spec: { ${replicas} template: { metadata: { labels: ${labels} } } }
---
`;

describe('readService', () => {
  it('reads name, ports and selector', () => {
    const read = service(
      '{ selector: { app: reviews }, ports: [{ port: 9080, name: http }, { port: 53, protocol: UDP, name: dns }] }',
    );
    assert.equal(read.host, 'reviews.bookinfo.svc.cluster.local');
    assert.deepEqual(read.object, { kind: 'Service', namespace: 'bookinfo', name: 'reviews' });
    assert.deepEqual(read.selector, { app: 'reviews' });
    assert.deepEqual(read.labels, { team: 'a' });
    assert.deepEqual(read.ports, [
      {
        name: 'http',
        port: 9080,
        targetPort: 9080,
        protocol: 'http',
        nodePort: null,
        place: { file: 'Service/reviews spec.ports.0', line: 1 },
      },
      {
        name: 'dns',
        port: 53,
        targetPort: 53,
        protocol: 'udp',
        nodePort: null,
        place: { file: 'Service/reviews spec.ports.1', line: 1 },
      },
    ]);
  });

  it('keeps the target of a port, by number or name, and its port of the node', () => {
    const [named, numbered, empty] = service(
      '{ type: NodePort, ports: [{ port: 80, targetPort: web, nodePort: 31400 }, { port: 81, targetPort: 8080 }, { port: 82, targetPort: 0, nodePort: 0 }] }',
    ).ports;
    assert.deepEqual([named?.targetPort, named?.nodePort], ['web', 31400]);
    assert.deepEqual([numbered?.targetPort, numbered?.nodePort], [8080, null]);
    assert.deepEqual([empty?.targetPort, empty?.nodePort], [82, null]);
  });

  it('tells the kinds of services apart', () => {
    assert.equal(service('{}').type, 'ClusterIP');
    assert.equal(service('{ clusterIP: None }').type, 'Headless');
    assert.equal(service('{ clusterIP: 10.0.0.1 }').type, 'ClusterIP');
    assert.equal(service('{ type: NodePort }').type, 'NodePort');
    assert.equal(service('{ type: LoadBalancer }').type, 'LoadBalancer');
    assert.equal(service('{ type: ExternalName, externalName: example.com }').type, 'ExternalName');
  });

  it('selects workloads of its namespace by all pairs of the selector', () => {
    const others = `${deployment('v1', '{ app: reviews, version: v1 }')}${deployment('v2', '{ app: reviews, version: v2 }', 'replicas: 3,')}${deployment('other', '{ app: ratings }')}
apiVersion: apps/v1
kind: Deployment
metadata: { name: elsewhere, namespace: default }
spec: { template: { metadata: { labels: { app: reviews } } } }`;
    const counts = (read: Service) => read.endpoints.map(({ workload, count }) => [workload?.object.name, count]);
    const all = service('{ selector: { app: reviews } }', others);
    assert.equal(all.endpointsKnown, true);
    assert.deepEqual(counts(all), [
      ['v1', 1],
      ['v2', 3],
    ]);
    assert.deepEqual(counts(service('{ selector: { app: reviews, version: v2 } }', others)), [['v2', 3]]);
  });

  it('knows a service scaled to nothing, and does not know one without workloads in the files', () => {
    const zero = service('{ selector: { app: reviews } }', deployment('v1', '{ app: reviews }', 'replicas: 0,'));
    assert.deepEqual([zero.endpointsKnown, zero.endpoints.map(({ count }) => count)], [true, [0]]);
    const absent = service('{ selector: { app: reviews } }', deployment('v1', '{ app: ratings }'));
    assert.deepEqual([absent.endpointsKnown, absent.endpoints], [false, []]);
  });

  it('does not know the endpoints of a service without a selector', () => {
    for (const spec of ['{}', '{ selector: {} }', '{ selector: null }', '{ ports: null }', 'null']) {
      const read = service(spec, deployment('v1', '{ app: reviews }'));
      assert.deepEqual([read.endpointsKnown, read.endpoints, read.selector, read.ports], [false, [], null, []], spec);
    }
  });

  it('leads an ExternalName to its name', () => {
    const read = service(
      '{ type: ExternalName, externalName: example.com, selector: { app: reviews } }',
      deployment('v1', '{ app: reviews }'),
    );
    assert.equal(read.endpointsKnown, true);
    assert.deepEqual(
      read.endpoints.map(({ address, labels }) => [address, labels]),
      [['example.com', {}]],
    );
    assert.equal(service('{ type: ExternalName }').endpointsKnown, false);
  });

  it('selects WorkloadEntries with an address of their own, as a sidecar does', () => {
    const entry = (name: string, address: string) => `
apiVersion: networking.istio.io/v1
kind: WorkloadEntry
metadata: { name: ${name}, namespace: bookinfo }
spec: { address: "${address}", labels: { app: reviews }, weight: 5 }
---
`;
    const entries = `${entry('numeric', '10.0.0.7')}${entry('v6', 'fd00::7')}${entry('named', 'vm.example.com')}${entry('socket', 'unix:///var/run/x')}`;
    const names = (read: Service) => read.endpoints.map(({ workload, weight }) => [workload?.object.name, weight]);
    assert.deepEqual(names(service('{ selector: { app: reviews } }', entries)), [
      ['numeric', 5],
      ['v6', 5],
    ]);
    assert.deepEqual(names(service('{ selector: { app: reviews }, clusterIP: None }', entries)), []);
  });
});
