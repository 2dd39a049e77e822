import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { makeCertificates } from '../../../../../harness/lab/certificates.ts';
import { envoyBootstrap } from '../../../../../harness/lab/gateways/envoy/bootstrap.ts';
import type { Wiring } from '../../../../../harness/lab/gateways/wiring.ts';
import { certificateHosts } from '../../../../../harness/lab/layout/certificate-hosts.ts';
import type { Layout } from '../../../../../harness/lab/layout/layout.ts';
import { skipWithout } from '../../../../lab/parts.ts';
import { overlayLayout, overlayLayouts, paperWiring } from '../laid-out.ts';
import { refusal } from './validated.ts';

suite('envoy takes the configuration of every overlay', { skip: skipWithout('envoy'), concurrency: 2 }, async () => {
  for (const { name, layout } of await overlayLayouts()) {
    test(name, async (context) => {
      const certificates = await certificatesFor(layout);
      context.after(() => certificates?.remove());
      assert.equal(await refusal(envoyBootstrap(layout, withNeighbours(paperWiring(layout, certificates)))), '');
    });
  }
});

test('addresses outside the lab that nobody stands for are told with their line', async () => {
  const refused = async (folder: string) => {
    const layout = await overlayLayout(folder);
    return () => envoyBootstrap(layout, paperWiring(layout, CERTIFICATES));
  };
  assert.throws(
    await refused('hello-vm/istio'),
    /^LabError: \S*workload-entries\.yaml:\d+: the lab does not leave this machine for 192\.168\.0\.170; use an overlay with stand-ins/,
  );
  assert.throws(
    await refused('bookinfo-multicluster/cluster1'),
    /^LabError: \S*cluster2-gateway\.yaml:\d+: the lab does not leave this machine for 203\.0\.113\.10; .* as its peer$/,
  );
  assert.doesNotThrow(await refused('hello-vm/kind'));
});

const CERTIFICATES = { authority: 'ca.pem', certificate: 'lab.pem', key: 'lab.pem.key' };

/** The same with somebody behind every address outside. */
const withNeighbours = (wiring: Wiring): Wiring => ({
  ...wiring,
  addressesOf: (endpoint, port) =>
    endpoint.address === null
      ? wiring.addressesOf(endpoint, port)
      : [{ host: '127.0.0.1', port: 15_443, weight: endpoint.weight }],
});

function certificatesFor(layout: Layout) {
  const hosts = certificateHosts(layout);
  return hosts === null ? null : makeCertificates(hosts);
}
