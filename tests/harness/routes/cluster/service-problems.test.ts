import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCluster } from '../../../../harness/routes/cluster/read-cluster.ts';
import { writtenObjects } from './written-objects.ts';

const service = (spec: string, namespace = 'bookinfo', more = '') => `
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: ${namespace} ${more} }
spec: ${spec}
---
`;
const deployment = (name: string, labels: string, containers = '[]', namespace = 'bookinfo') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec: { template: { metadata: { labels: ${labels} }, spec: { containers: ${containers} } } }
---
`;
const said = (text: string) =>
  readCluster(writtenObjects(text)).problems.map(({ id, severity, place, text: what, fix }) => [
    id,
    severity,
    place.file,
    what,
    fix,
  ]);

describe('workloadMissing', () => {
  it('finds the typo in a selector', () => {
    assert.deepEqual(
      said(service('{ selector: { app: reveiws } }') + deployment('reviews-v1', '{ app: reviews, version: v1 }')),
      [
        [
          'workload-missing',
          'missing',
          'Service/reviews spec.selector',
          'Service bookinfo/reviews: no workload of namespace "bookinfo" in these files carries "app=reveiws"',
          'did you mean "app=reviews"',
        ],
      ],
    );
    const key = said(service('{ selector: { versoin: v1 } }') + deployment('reviews-v1', '{ app: reviews, version: v1 }'));
    assert.equal(key[0]?.[4], 'did you mean "version=v1"');
  });

  it('names what the label is where the rest fits', () => {
    const [problem] = said(
      service('{ selector: { app: reviews, version: v9 } }') + deployment('reviews-v1', '{ app: reviews, version: v1 }'),
    );
    assert.equal(problem?.[4], '"version" is "v1" where the rest fits');
  });

  it('finds the workload in another namespace', () => {
    const [problem] = said(
      service('{ selector: { app: reviews } }') + deployment('reviews-v1', '{ app: reviews }', '[]', 'default'),
    );
    assert.equal(problem?.[0], 'workload-missing');
    assert.equal(problem?.[4], 'Deployment default/reviews-v1 carries it: put both into one namespace');
  });

  it('is silent where the pods are elsewhere by nature', () => {
    assert.deepEqual(said(service('{ selector: { app: reviews } }')), []);
    assert.deepEqual(
      said(service('{ selector: { istio: ingressgateway } }', 'istio-system') + deployment('reviews-v1', '{ app: reviews }')),
      [],
    );
    assert.deepEqual(said(service('{ ports: [] }') + deployment('reviews-v1', '{ app: reviews }')), []);
    assert.deepEqual(
      said(service('{ type: ExternalName, externalName: a.b, selector: { app: x } }') + deployment('v1', '{ app: reviews }')),
      [],
    );
  });

  it('explains machines that are selected and cannot be reached', () => {
    const entry = (address: string) => `
apiVersion: networking.istio.io/v1
kind: WorkloadEntry
metadata: { name: vm, namespace: bookinfo }
spec: { address: ${address}, labels: { app: reviews } }`;
    const [problem] = said(service('{ selector: { app: reviews } }') + entry('vm.example.com'));
    assert.deepEqual([problem?.[0], problem?.[1], problem?.[2]], ['address-needs-dns', 'warning', 'WorkloadEntry/vm']);
    assert.deepEqual(said(service('{ selector: { app: reviews } }') + entry('10.0.0.1')), []);
  });

  it('says nothing about a ServiceEntry that takes any workload', () => {
    const entry = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: a, namespace: bookinfo }
spec: { hosts: [a.org], resolution: STATIC, workloadSelector: {} }
---
`;
    assert.deepEqual(said(entry + deployment('elsewhere', '{ app: a }', '[]', 'default')), []);
  });

  it('prints nothing a terminal would act on', () => {
    const [problem] = said(service('{ selector: { app: "a\\u001b[31m\\nb" } }') + deployment('reviews-v1', '{ app: reviews }'));
    assert.ok(!/\p{Cc}/u.test(`${problem?.[3]}${problem?.[4]}`));
  });
});

describe('targetPortProblems', () => {
  const CONTAINERS = '[{ name: a, ports: [{ name: http-web, containerPort: 8080 }] }]';
  const ports = '{ selector: { app: reviews }, ports: [{ port: 80, name: http, targetPort: http-wbe }] }';

  it('misses a named port that no container has', () => {
    assert.deepEqual(said(service(ports) + deployment('reviews-v1', '{ app: reviews }', CONTAINERS)), [
      [
        'target-port-missing',
        'missing',
        'Service/reviews spec.ports.0',
        'Service bookinfo/reviews: port 80 leads to the container port "http-wbe", which no selected pod has',
        'did you mean "http-web"',
      ],
    ]);
  });

  it('warns where some of the pods lack it', () => {
    const text = `${service(ports.replace('http-wbe', 'http-web'))}${deployment('reviews-v1', '{ app: reviews }', CONTAINERS)}${deployment('reviews-v2', '{ app: reviews }', '[{ name: a }]')}`;
    const [problem] = said(text);
    assert.deepEqual([problem?.[0], problem?.[1]], ['target-port-partly', 'warning']);
    assert.match(`${problem?.[3]}`, /which Deployment bookinfo\/reviews-v2 does not have/);
  });

  it('wants no container port for a number, and none of workloads without containers', () => {
    const number = '{ selector: { app: reviews }, ports: [{ port: 80, name: http, targetPort: 9999 }] }';
    assert.deepEqual(said(service(number) + deployment('reviews-v1', '{ app: reviews }', CONTAINERS)), []);
    assert.deepEqual(said(service(ports) + deployment('reviews-v1', '{ app: reviews }', '[]')), []);
    assert.deepEqual(
      said(service(ports.replace('http-wbe', 'http-web')) + deployment('reviews-v1', '{ app: reviews }', CONTAINERS)),
      [],
    );
  });
});

describe('serviceProblems', () => {
  it('notes ports whose protocol is detected, once per service', () => {
    assert.deepEqual(said(service('{ ports: [{ port: 80, name: http }, { port: 81 }, { port: 82, name: web }] }')), [
      [
        'protocol-detected',
        'note',
        'Service/reviews spec.ports.1',
        'Service bookinfo/reviews: the protocol of port 81, 82 "web" is detected at run time',
        'name the port after its protocol (http, http-web, grpc, tcp), or write appProtocol',
      ],
    ]);
  });

  it('notes who may see a service', () => {
    const annotated = (value: string) =>
      said(service('{}', 'bookinfo', `, annotations: { networking.istio.io/exportTo: "${value}" }`));
    assert.match(`${annotated('.')[0]?.[3]}`, /only clients in "bookinfo" see/);
    assert.match(`${annotated('~')[0]?.[3]}`, /no client see/);
    assert.deepEqual(annotated('*'), []);
    assert.deepEqual(annotated('a, *'), []);
    const entry = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: a }
spec: { hosts: [a.org, b.org], exportTo: [x, "."], ports: [{ number: 80, name: http, protocol: HTTP }] }`;
    assert.deepEqual(
      said(entry).map(([id, , file, text]) => [id, file, text]),
      [
        [
          'export-limited',
          'ServiceEntry/a spec.exportTo',
          'ServiceEntry default/a: exportTo lets only clients in "x, default" see this service',
        ],
      ],
    );
  });
});
