import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCluster } from '../../../../harness/routes/cluster/read-cluster.ts';
import { writtenObjects } from './written-objects.ts';

const cluster = (spec: string, others = '') =>
  readCluster(
    writtenObjects(`
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: hello2, namespace: hello, labels: { team: a } }
spec: ${spec}
---
${others}`),
  );

const only = (spec: string, others = '') => {
  const [service, ...more] = cluster(spec, others).services;
  assert.ok(service);
  assert.equal(more.length, 0);
  return service;
};

const entry = (name: string, spec: string) => `
apiVersion: networking.istio.io/v1
kind: WorkloadEntry
metadata: { name: ${name}, namespace: hello }
spec: ${spec}
---
`;

describe('readServiceEntry', () => {
  it('makes a service of every host', () => {
    const { services } = cluster(
      '{ hosts: [a.example.com, "*.example.com"], addresses: [240.0.0.3], ports: [{ number: 80, name: x, protocol: http }] }',
    );
    assert.deepEqual(
      services.map(({ host, addresses, type }) => [host, addresses, type]),
      [
        ['a.example.com', ['240.0.0.3'], 'ServiceEntry'],
        ['*.example.com', ['240.0.0.3'], 'ServiceEntry'],
      ],
    );
    assert.deepEqual(
      services.map(({ place }) => place.file),
      ['ServiceEntry/hello2', 'ServiceEntry/hello2 spec.hosts.1'],
    );
    assert.deepEqual(
      services[0]?.ports.map(({ name, port, targetPort, protocol }) => [name, port, targetPort, protocol]),
      [['x', 80, 80, 'http']],
    );
  });

  it('takes the endpoints that are written into it', () => {
    const read =
      only(`{ hosts: [reviews.default.global], resolution: DNS, ports: [{ number: 9080, name: http1, protocol: HTTP, targetPort: 9000 }],
      endpoints: [{ address: gw.example.com, labels: { cluster: cluster2 }, ports: { http1: 15443 } }, { address: 10.0.0.1, weight: 3, locality: a/b }] }`);
    assert.equal(read.endpointsKnown, true);
    assert.equal(read.ports[0]?.targetPort, 9000);
    assert.deepEqual(
      read.endpoints.map(({ address, labels, ports, weight, count, workload }) => [
        address,
        labels,
        ports,
        weight,
        count,
        workload,
      ]),
      [
        ['gw.example.com', { cluster: 'cluster2' }, { http1: 15443 }, 1, 1, null],
        ['10.0.0.1', {}, {}, 3, 1, null],
      ],
    );
  });

  it('selects WorkloadEntries, Deployments and Pods of its namespace', () => {
    const others = `${entry('en', '{ address: 10.0.0.1, labels: { app: hello, version: v1 }, ports: { http: 8001 }, weight: 30, serviceAccount: vm }')}
apiVersion: apps/v1
kind: Deployment
metadata: { name: stand-in, namespace: hello }
spec: { replicas: 2, template: { metadata: { labels: { app: hello, version: v2 } } } }
---
apiVersion: v1
kind: Pod
metadata: { name: stray, namespace: other, labels: { app: hello } }
`;
    const read = only(
      '{ hosts: [hello2.example.com], resolution: STATIC, workloadSelector: { labels: { app: hello } } }',
      others,
    );
    assert.equal(read.endpointsKnown, true);
    assert.deepEqual(read.selector, { app: 'hello' });
    assert.deepEqual(
      read.endpoints.map(({ workload, count, weight, ports, address }) => [workload?.object.kind, count, weight, ports, address]),
      [
        ['WorkloadEntry', 1, 30, { http: 8001 }, '10.0.0.1'],
        ['Deployment', 2, 1, {}, null],
      ],
    );
    assert.equal(only('{ hosts: [x.example.com], workloadSelector: {}, resolution: STATIC }', others).endpoints.length, 2);
    assert.equal(
      only('{ hosts: [x.example.com], workloadSelector: { labels: { app: bye } }, resolution: DNS }', others).endpointsKnown,
      false,
    );
  });

  it('reaches a WorkloadEntry by name only where names are resolved', () => {
    const named = entry('en', '{ address: vm.example.com, labels: { app: hello } }');
    const spec = (resolution: string) =>
      `{ hosts: [x.example.com], resolution: ${resolution}, workloadSelector: { labels: { app: hello } } }`;
    assert.equal(only(spec('DNS'), named).endpoints.length, 1);
    assert.equal(only(spec('DNS_ROUND_ROBIN'), named).endpoints.length, 1);
    assert.equal(only(spec('STATIC'), named).endpoints.length, 0);
  });

  it('is its own endpoint where DNS resolves it', () => {
    for (const resolution of ['DNS', 'DNS_ROUND_ROBIN']) {
      const read = only(
        `{ hosts: [httpbin.org], resolution: ${resolution}, ports: [{ number: 80, name: http, protocol: HTTP }] }`,
      );
      assert.equal(read.endpointsKnown, true);
      assert.deepEqual(
        read.endpoints.map(({ address, labels, place }) => [address, labels, place.file]),
        [['httpbin.org', {}, 'ServiceEntry/hello2 spec.hosts.0']],
      );
    }
  });

  it('does not know where the client itself decides, and knows an empty list', () => {
    for (const spec of [
      '{ hosts: [x.org] }',
      '{ hosts: [x.org], resolution: NONE }',
      '{ hosts: ["*.org"], resolution: DYNAMIC_DNS }',
    ]) {
      assert.deepEqual([only(spec).endpointsKnown, only(spec).endpoints], [false, []]);
    }
    assert.deepEqual([only('{ hosts: [x.org], resolution: STATIC }').endpointsKnown], [true]);
  });

  it('counts a weight of 0 as 1, and says so', () => {
    const { services, problems } = cluster(
      '{ hosts: [a.org, b.org], resolution: STATIC, endpoints: [{ address: 10.0.0.1, weight: 0 }] }',
      entry('en', '{ address: 10.0.0.1, weight: 0 }'),
    );
    assert.equal(services[0]?.endpoints[0]?.weight, 1);
    assert.deepEqual(
      problems.map(({ id, place }) => [id, place.file]),
      [
        ['endpoint-weight-zero', 'WorkloadEntry/en spec.weight'],
        ['endpoint-weight-zero', 'ServiceEntry/hello2 spec.endpoints.0.weight'],
      ],
    );
  });
});
