import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certificateHosts, opensTls } from '../../../../harness/lab/layout/certificate-hosts.ts';
import type { ClientTls } from '../../../../harness/routes/traffic-policy.ts';
import { SHOP } from '../../../lab/gateways/hand-built.ts';
import { layoutOf, overlayLayout } from '../gateways/laid-out.ts';

const place = { file: 'a.yaml', line: 1 };
const tls = (mode: ClientTls['mode'], sni: string | null): ClientTls => ({ mode, sni, place });

test('nothing that speaks TLS itself needs no certificate', async () => {
  assert.equal(certificateHosts(layoutOf(SHOP)), null);
  assert.equal(certificateHosts(await overlayLayout('bookinfo/istio/paths')), null);
});

test('names of listeners that end TLS, and none for every name', async () => {
  assert.deepEqual(certificateHosts(await overlayLayout('bill-service/istio/https')), ['tomcat.istio-demo.com']);
  assert.deepEqual(certificateHosts(await overlayLayout('bookinfo-multicluster/cluster2')), ['*.local']);
});

test('a client that opens TLS towards another cluster needs one without serving any name', async () => {
  assert.deepEqual(certificateHosts(await overlayLayout('bookinfo-multicluster/cluster1')), []);
});

test('mutual TLS of the mesh opens TLS only towards a server name', () => {
  assert.deepEqual(
    [
      null,
      tls('DISABLE', 'a'),
      tls('ISTIO_MUTUAL', null),
      tls('ISTIO_MUTUAL', 'a'),
      tls('SIMPLE', null),
      tls('MUTUAL', null),
    ].map(opensTls),
    [false, false, false, true, true, true],
  );
});
