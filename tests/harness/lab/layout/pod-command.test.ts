import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LabListener } from '../../../../harness/lab/layout/layout.ts';
import { listenerFor, podCommand } from '../../../../harness/lab/layout/pod-command.ts';
import { layoutOf } from '../gateways/laid-out.ts';

const SERVICE = (name: string, port = 8001) => `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: ${port} }] }
---`;

/** A pod `caller` of a service of its name. */
const caller = (container: string, annotation = '') => `${SERVICE('caller')}
apiVersion: apps/v1
kind: Deployment
metadata: { name: caller }
spec:
  selector: { matchLabels: { app: caller } }
  template:
    metadata: { labels: { app: caller }${annotation} }
    spec:
      containers:
        - { ${container} }
---`;

const HELLO = 'name: main, image: "registry.example:5000/team/http-hello:1.2@sha256:00"';
const calling = (variable: string, value: string) =>
  `${HELLO}, env: [{ name: ${variable}, value: "${value}" }, { name: OTHER, value: x }]`;
const at = ({ id }: LabListener) => `[${id.split('.')[0]}]`;

/** What the pod of manifests runs, its backends by the listeners they became. */
function commandOf(text: string) {
  const layout = layoutOf(text);
  const [pod] = layout.pods;
  assert.ok(pod !== undefined);
  return podCommand(pod, layout, at);
}

test('image, arguments and variables come from the Deployment, the address from the lab', () => {
  assert.deepEqual(commandOf(caller(`${HELLO}, args: [a, b], env: [{ name: HELLO_LANGUAGE, value: fr }]`)), {
    service: 'http-hello',
    args: ['a', 'b'],
    env: { HELLO_LANGUAGE: 'fr', POD_IP: '10.244.0.2' },
  });
  assert.equal(commandOf(caller('name: main, image: tcp-echo')).service, 'tcp-echo');
});

test('a backend is called at the listener of its service, by any of its names, scheme and path kept', () => {
  const backendOf = (value: string, more = SERVICE('shop') + SERVICE('shop-b', 9080)) =>
    commandOf([caller(calling('HTTP_HELLO_BACKEND', value)), more].join('')).env.HTTP_HELLO_BACKEND;
  assert.equal(backendOf('shop'), '[mesh shop]');
  assert.equal(backendOf('http://SHOP.default.svc.cluster.local:8001/base'), 'http://[mesh shop]/base');
  assert.equal(backendOf('shop-b.default:9080'), '[mesh shop-b]');
});

test('several backends are replaced one by one', () => {
  const text = [caller(calling('HTTP_HELLO_BACKENDS', 'shop, shop-b:9080')), SERVICE('shop'), SERVICE('shop-b', 9080)].join('');
  assert.equal(commandOf(text).env.HTTP_HELLO_BACKENDS, '[mesh shop],[mesh shop-b]');
  assert.equal(commandOf(text).env.OTHER, 'x');
});

test('a pod without a sidecar calls past the rules', () => {
  const annotation = ', annotations: { sidecar.istio.io/inject: "false" }';
  const text = [caller(calling('HTTP_HELLO_BACKEND', 'shop'), annotation), SERVICE('shop')].join('');
  assert.equal(commandOf(text).env.HTTP_HELLO_BACKEND, '[outside shop]');
});

test('a container that somebody injected is not started', () => {
  const text = caller(`name: istio-proxy, image: "istio/proxyv2" }\n        - { ${HELLO}`);
  assert.equal(commandOf(text).service, 'http-hello');
});

test('what cannot be run or called is told with its line', () => {
  const backend = (value: string) => [caller(calling('HTTP_HELLO_BACKEND', value)), SERVICE('shop')].join('');
  assert.throws(
    () => commandOf(backend('nobody')),
    /^LabError: a\.yaml:\d+: nothing in these files answers nobody:8001; add its Service/,
  );
  assert.throws(() => commandOf(backend('shop:81')), /^LabError: a\.yaml:\d+: nothing in these files answers shop:81/);
  assert.throws(
    () => commandOf(caller('name: main, image: "nginx:1"')),
    /^LabError: a\.yaml:\d+: the lab cannot run the image nginx:1; use tcp-echo or http-hello/,
  );
  assert.throws(
    () => commandOf(caller('name: istio-proxy, image: "istio/proxyv2"')),
    /^LabError: a\.yaml:\d+: caller has no container/,
  );
});

test('a service of another namespace is found by a name that says so, and not by its short one', () => {
  const layout = layoutOf(SERVICE('shop').replace('{ name: shop }', '{ name: shop, namespace: far }'));
  const found = (host: string, namespace: string) => listenerFor(layout, 'mesh', host, 8001, namespace)?.id ?? null;
  assert.equal(found('shop', 'default'), null);
  assert.equal(found('shop', 'far'), 'mesh shop.far.svc.cluster.local:8001');
  assert.equal(found('shop.far', 'default'), 'mesh shop.far.svc.cluster.local:8001');
  assert.equal(found('shop.far.svc.cluster.local.', 'default'), 'mesh shop.far.svc.cluster.local:8001');
});
