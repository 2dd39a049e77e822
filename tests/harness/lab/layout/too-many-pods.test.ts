import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseTooManyPods } from '../../../../harness/lab/layout/too-many-pods.ts';
import { readRoutes } from '../../../../harness/routes/read-routes.ts';
import { SHOP } from '../../../lab/gateways/hand-built.ts';

/** SHOP, whose largest workload has so many pods; the others have three. */
const servicesOf = (replicas: number, more = '') =>
  readRoutes([{ file: 'a.yaml', text: `${SHOP.replace('replicas: 3', `replicas: ${replicas}`)}${more}` }], 'default').services;

test('a hundred pods are taken, however many services lead to them', () => {
  refuseTooManyPods(servicesOf(0));
  refuseTooManyPods(servicesOf(97));
  const again = `
apiVersion: v1
kind: Service
metadata: { name: again }
spec: { selector: { app: shop }, ports: [{ name: http, port: 81 }] }
---`;
  refuseTooManyPods(servicesOf(97, again));
  refuseTooManyPods([]);
});

test('more are refused with the line of the workload that asks for most, at once', () => {
  for (const replicas of [98, 2_147_483_647])
    assert.throws(() => refuseTooManyPods(servicesOf(replicas)), {
      name: 'LabError',
      message: new RegExp(
        `^a\\.yaml:\\d+: default/shop-v\\d asks for ${replicas} replicas, which makes ${replicas + 3} pods in all, `,
      ),
    });
});
