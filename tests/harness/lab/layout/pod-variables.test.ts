import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillIn } from '../../../../harness/lab/layout/pod-variables.ts';
import { layoutOf } from '../gateways/laid-out.ts';

/** What the second pod of a workload is given, from its variables and arguments as they are written. */
function filled(env: string, args = '[]') {
  const { pods } = layoutOf(`apiVersion: v1
kind: Service
metadata: { name: shop, namespace: s }
spec: { selector: { app: shop }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop-v1, namespace: s }
spec:
  replicas: 2
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop, version: v1 } }
    spec:
      containers:
        - { name: main, image: http-hello, args: ${args}, env: [${env}] }
`);
  const [container] = pods[1]!.workload.containers;
  return fillIn(container!, pods[1]!);
}

const field = (name: string, path: string) => `{ name: ${name}, valueFrom: { fieldRef: { fieldPath: "${path}" } } }`;

test('a pod knows its own fields', () => {
  const asked = [
    field('A', "metadata.labels['version']"),
    field('B', 'status.podIP'),
    field('C', 'metadata.namespace'),
    field('D', 'metadata.name'),
    field('E', "metadata.labels['none']"),
  ];
  assert.deepEqual(filled(asked.join(', ')).env, { A: 'v1', B: '10.244.0.3', C: 's', D: 'shop-v1-1', E: '' });
});

test('a field that no pod of the lab has is told with its line', () => {
  for (const path of ['spec.nodeName', 'status.hostIP', "metadata.annotations['a']"])
    assert.throws(() => filled(field('A', path)), {
      name: 'LabError',
      message: `a.yaml:16: A: a pod of the lab has no ${path}; write the value in an overlay for the lab`,
    });
});

test('references are to variables before, in variables and in arguments, as the kubelet reads them', () => {
  const env =
    '{ name: A, value: x }, { name: B, value: "$(A)-$$(A)-$(C)-$A-$" }, { name: C, value: late }, { name: A, value: "$(A)y" }';
  assert.deepEqual(filled(env, '["$(A)", "$(C)", "$$(C)", "$(D)", "50$"]'), {
    env: { A: 'xy', B: 'x-$(A)-$(C)-$A-$', C: 'late' },
    args: ['xy', 'late', '$(C)', '$(D)', '50$'],
  });
});

test('what is filled in is not read again', () => {
  assert.equal(filled('{ name: A, value: "$$(B)" }, { name: B, value: b }, { name: C, value: "$(A)" }').env.C, '$(B)');
  assert.equal(filled(`${field('A', "metadata.labels['version']")}, { name: C, value: "<$(A)>" }`).env.C, '<v1>');
});

test('what no program can be given is told with its line', () => {
  for (const env of ['{ name: "A=B", value: x }', '{ name: A, value: "x\\0y" }'])
    assert.throws(() => filled(env), /^LabError: a\.yaml:16: no program can be given "A=/);
});
