import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Sender, wayIn } from '../../../../harness/lab/layout/way-in.ts';
import { SHOP } from '../../../lab/gateways/hand-built.ts';
import { layoutOf } from '../gateways/laid-out.ts';

const INGRESS = `
apiVersion: v1
kind: Service
metadata: { name: istio-ingressgateway, namespace: istio-system }
spec: { selector: { istio: ingressgateway }, ports: [{ name: http, port: 80 }] }
---`;

const met = (text: string, host: string, port: number, from: Sender) => wayIn(layoutOf(text), host, port, from).id;

test('a service is met by its name, with its rules or past them', () => {
  assert.equal(met(SHOP, 'shop', 80, 'mesh'), 'mesh shop.default.svc.cluster.local:80');
  assert.equal(met(SHOP, 'shop.default', 80, 'outside'), 'outside shop.default.svc.cluster.local:80');
});

test('any other host, and whatever comes from outside, belongs to the gateway of the port', () => {
  assert.equal(met(SHOP, 'shop.example.com', 80, 'mesh'), 'gateway ingress :80');
  assert.equal(met(SHOP, 'shop', 80, 'gateway'), 'gateway ingress :80');
});

test('the Service in front of the ingress gateway is the gateway', () => {
  assert.equal(met(SHOP + INGRESS, 'istio-ingressgateway.istio-system', 80, 'outside'), 'gateway ingress :80');
});

test('a port that nothing listens on is told with those that something does', () => {
  assert.throws(
    () => met(SHOP, 'shop', 81, 'mesh'),
    /^LabError: a\.yaml:\d+: nothing in this lab listens for shop:81; ask for one of the ports 80$/,
  );
});
