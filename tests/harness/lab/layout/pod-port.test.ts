import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podPort } from '../../../../harness/lab/layout/pod-port.ts';
import type { Container, Endpoint, ServicePort, Workload } from '../../../../harness/routes/cluster/cluster.ts';

const place = { file: 'a.yaml', line: 1 };

function container(...ports: Container['ports']): Container {
  return { name: 'app', image: 'http-hello:0.1.0', command: [], args: [], env: [], ports, place };
}

function endpoint(ports: Endpoint['ports'], ...containers: Container[]): Endpoint {
  const object = { kind: 'Deployment', namespace: 'default', name: 'a' } as unknown as Workload['object'];
  const workload = { object, labels: {}, replicas: 1, containers, address: null, weight: 1, isInjected: null, place };
  return { labels: {}, count: 1, weight: 1, address: null, ports, workload, place };
}

function servicePort(targetPort: number | string, name: string | null = 'http'): ServicePort {
  return { name, port: 80, targetPort, protocol: 'http', nodePort: null, place };
}

test('a number is the port, declared by a container or not', () => {
  assert.equal(podPort(endpoint({}, container()), servicePort(8080)), 8080);
});

test('a name is looked for in every container of the pod', () => {
  const pod = endpoint({}, container({ name: 'metrics', port: 9090 }), container({ name: 'web', port: 8001 }));
  assert.equal(podPort(pod, servicePort('web')), 8001);
});

test('a name that no container has is no port at all, as in Kubernetes', () => {
  assert.equal(podPort(endpoint({}, container({ name: 'web', port: 8001 })), servicePort('wbe')), null);
});

test('a port that the endpoint names for itself comes first', () => {
  const pod = endpoint({ http: 15443 }, container({ name: 'web', port: 8001 }));
  assert.equal(podPort(pod, servicePort('web')), 15443);
  assert.equal(podPort(pod, servicePort('web', 'other')), 8001);
  assert.equal(podPort(pod, servicePort('web', null)), 8001);
});
