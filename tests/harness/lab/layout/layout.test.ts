import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podsBehind } from '../../../../harness/lab/layout/layout.ts';
import { shadowPods } from '../../../../harness/lab/layout/shadows.ts';
import { HAND_BUILT, SHOP, to, virtualService } from '../../../lab/gateways/hand-built.ts';
import { layoutOf, overlayLayout } from '../gateways/laid-out.ts';

test('a pod for each replica, the same name and address in every run', () => {
  const { pods } = layoutOf(SHOP);
  assert.deepEqual(
    pods.map(({ id, ip }) => `${id} ${ip}`),
    ['v1/0', 'v2/0', 'v3/0', 'v4/0', 'v4/1', 'v4/2'].map((name, index) => `default/shop-${name} 10.244.0.${index + 2}`),
  );
  assert.deepEqual(layoutOf(SHOP).pods, pods);
});

test('more than 250 pods have addresses of their own', () => {
  const { pods } = layoutOf(SHOP.replace('replicas: 3', 'replicas: 600'));
  assert.equal(pods.length, 603);
  assert.equal(new Set(pods.map(({ ip }) => ip)).size, 603);
  assert.ok(pods.every(({ ip }) => ip.split('.').every((part) => Number(part) < 255)));
});

test('a workload behind two services is started once, one scaled to nothing not at all', () => {
  const twice = `${SHOP}\napiVersion: v1\nkind: Service\nmetadata: { name: again }\nspec: { selector: { app: shop }, ports: [{ name: http, port: 81 }] }\n---`;
  assert.equal(layoutOf(twice).pods.length, 6);
  assert.equal(layoutOf(SHOP.replace('replicas: 3', 'replicas: 0')).pods.length, 3);
});

test('the pods behind an endpoint are those of its workload', () => {
  const layout = layoutOf(SHOP);
  const [service] = layout.table.services;
  assert.deepEqual(
    service?.endpoints.map((endpoint) => podsBehind(layout, endpoint).length),
    [1, 1, 1, 3],
  );
});

test('a listener for each gateway port, and two for each service port', () => {
  assert.deepEqual(
    layoutOf(HAND_BUILT).listeners.map(({ id }) => id),
    ['gateway ingress :80', 'mesh shop.default.svc.cluster.local:80', 'outside shop.default.svc.cluster.local:80'],
  );
});

test('Gateways of Istio share the ports of one ingress, those of the Gateway API have their own', () => {
  const istio = (name: string, port: number) => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: ${name} }
spec: { selector: { istio: ingressgateway }, servers: [{ port: { number: ${port}, name: http, protocol: HTTP }, hosts: [${name}.com] }] }
---`;
  const own = (name: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: ${name} }
spec: { gatewayClassName: istio, listeners: [{ name: a, port: 80, protocol: HTTP }] }
---`;
  const { listeners } = layoutOf([istio('a', 80), istio('b', 80), istio('c', 81), own('d'), own('e')].join(''));
  assert.deepEqual(
    listeners.map((one) => [one.id, one.kind === 'gateway' ? one.entries.length : 0]),
    [
      ['gateway ingress :80', 2],
      ['gateway ingress :81', 1],
      ['gateway default/d :80', 1],
      ['gateway default/e :80', 1],
    ],
  );
});

test('the pods that get copies, and none without a mirror', async () => {
  const mirrored = [SHOP, virtualService('a', ['*'], [`mirror: { host: shop, subset: v4 }, ${to({ v1: 1 })}`])].join('');
  assert.deepEqual(
    shadowPods(layoutOf(mirrored)).map(({ id }) => id),
    ['default/shop-v4/0', 'default/shop-v4/1', 'default/shop-v4/2'],
  );
  assert.deepEqual(shadowPods(layoutOf(HAND_BUILT)), []);
  assert.ok(shadowPods(await overlayLayout('httpbin-mirror/gateway-api/mirror-20')).length > 0);
});
