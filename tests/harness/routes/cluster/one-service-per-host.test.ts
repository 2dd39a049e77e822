import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCluster } from '../../../../harness/routes/cluster/read-cluster.ts';
import { writtenObjects } from './written-objects.ts';

const entry = (name: string, more: { namespace?: string; created?: string; host?: string; spec?: string } = {}) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: ${name}, namespace: ${more.namespace ?? 'hello'} ${more.created ? `, creationTimestamp: "${more.created}"` : ''} }
spec: { hosts: ["${more.host ?? 'x.example.com'}"], resolution: STATIC, ${more.spec ?? `endpoints: [{ address: ${name} }], ports: [{ number: 80, name: http, protocol: HTTP }]`} }
---
`;
const SERVICE = `
apiVersion: v1
kind: Service
metadata: { name: hello2, namespace: hello }
spec: { selector: { app: hello2 }, ports: [{ port: 80, name: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: hello2, namespace: hello }
spec: { template: { metadata: { labels: { app: hello2 } } } }
---
`;
const HOST = 'hello2.hello.svc.cluster.local';

const read = (text: string) => {
  const { services, problems } = readCluster(writtenObjects(text));
  return {
    services: services.map(({ object, endpoints }) => [
      `${object.kind} ${object.namespace}/${object.name}`,
      endpoints.map(({ address }) => address),
    ]),
    ports: services.map(({ ports }) => ports.map(({ port }) => port)),
    problems: problems.filter(({ id }) => id === 'host-twice').map(({ place, text: said }) => [place.file, said]),
  };
};

describe('oneServicePerHost', () => {
  it('leaves hosts of their own alone', () => {
    const { services, problems } = read(SERVICE + entry('a') + entry('b', { host: 'y.example.com' }));
    assert.equal(services.length, 3);
    assert.deepEqual(problems, []);
  });

  it('lets a Service win over a ServiceEntry, and adds its endpoints', () => {
    for (const text of [SERVICE + entry('a', { host: HOST }), entry('a', { host: HOST }) + SERVICE]) {
      const { services, problems } = read(text);
      assert.deepEqual(services, [['Service hello/hello2', [null, 'a']]]);
      assert.deepEqual(problems, [
        [
          'ServiceEntry/a',
          `ServiceEntry hello/a: host "${HOST}" is declared twice; its endpoints are added to those of Service hello/hello2 (Service/hello2:1)`,
        ],
      ]);
    }
  });

  it('keeps another namespace out', () => {
    const { services, problems } = read(entry('a', { host: HOST, namespace: 'other' }) + SERVICE);
    assert.deepEqual(services, [['Service hello/hello2', [null]]]);
    assert.match(`${problems[0]?.[1]}`, /it is not in force beside Service hello\/hello2/);
  });

  it('lets the oldest of two namespaces win, and says when nobody knows which that is', () => {
    const [older, newer] = ['2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z'];
    const dated = read(entry('a', { namespace: 'one', created: newer }) + entry('b', { namespace: 'two', created: older }));
    assert.deepEqual(dated.services, [['ServiceEntry two/b', ['b']]]);
    assert.match(`${dated.problems[0]?.[1]}`, /not in force beside/);
    for (const text of [
      entry('a', { namespace: 'one' }) + entry('b', { namespace: 'two' }),
      entry('b', { namespace: 'two' }) + entry('a', { namespace: 'one' }),
    ]) {
      assert.deepEqual(read(text).services, [['ServiceEntry one/a', ['a']]]);
      assert.match(`${read(text).problems[0]?.[1]}`, /no creation time says which/);
    }
  });

  it('adds ports of a ServiceEntry that is alike in the rest', () => {
    const second =
      'endpoints: [{ address: b }], ports: [{ number: 443, name: tls, protocol: TLS }, { number: 80, name: other, protocol: TCP }]';
    assert.deepEqual(read(entry('a') + entry('b', { spec: second })).ports, [[80, 443]]);
    assert.deepEqual(read(entry('a') + entry('b', { spec: `exportTo: ["."], ${second}` })).ports, [[80]]);
    assert.deepEqual(read(entry('a') + entry('b', { spec: second, host: 'X.example.com' })).ports, [[80, 443]]);
  });

  it('knows endpoints together only if it knows each', () => {
    const unknown = entry('b', { spec: 'workloadSelector: { labels: { app: x } }' });
    const [service] = readCluster(writtenObjects(entry('a') + unknown)).services;
    assert.equal(service?.endpointsKnown, false);
  });
});
