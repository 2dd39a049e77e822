import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { makeCertificates } from '../../../../../harness/lab/certificates.ts';
import { envoyBootstrap } from '../../../../../harness/lab/gateways/envoy/bootstrap.ts';
import { certificateHosts } from '../../../../../harness/lab/layout/certificate-hosts.ts';
import type { Layout } from '../../../../../harness/lab/layout/layout.ts';
import { skipWithout } from '../../../../lab/parts.ts';
import { overlayLayouts, paperWiring } from '../laid-out.ts';
import { refusal } from './validated.ts';

suite('envoy takes the configuration of every overlay', { skip: skipWithout('envoy'), concurrency: 2 }, async () => {
  for (const { name, layout } of await overlayLayouts()) {
    test(name, async (context) => {
      const certificates = await certificatesFor(layout);
      context.after(() => certificates?.remove());
      assert.equal(await refusal(envoyBootstrap(layout, paperWiring(layout, certificates))), '');
    });
  }
});

function certificatesFor(layout: Layout) {
  const hosts = certificateHosts(layout);
  return hosts === null ? null : makeCertificates(hosts);
}
