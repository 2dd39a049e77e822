import { join } from 'node:path';
import { describe, it } from 'node:test';
import { skipWithout } from '../parts.ts';
import { clusterLab } from './cluster-lab.ts';
import { follow } from './follow.ts';
import { readPage } from './page.ts';
import { readerEnvironment, readerFolder } from './reader-folder.ts';
import { startShell } from './shell.ts';
import { standIns } from './stand-ins.ts';

/** Which listener of a lab is what the reader of a page meets. */
const MEETS: Readonly<Record<string, string>> = {
  'kind.md': 'shop.shop:80 without',
  'istio.md': 'gateway :80 shop.example',
  'envoy-gateway.md': 'gateway :80 shop.example',
  'linkerd.md': 'shop.shop:80 with sidecar',
};

describe('pages about clusters', { skip: skipWithout('envoy'), timeout: 300_000, concurrency: false }, () => {
  for (const [name, listener] of Object.entries(MEETS)) {
    it(`${name} leads to what it says`, async (context) => {
      const page = readPage(name);
      const { folder, bin, remove } = readerFolder(page);
      context.after(remove);
      standIns(bin);
      const state = join(folder, '.cluster.yaml');
      const lab = clusterLab(state, listener);
      context.after(() => lab.stop());
      const shell = startShell(folder, { ...readerEnvironment(bin), CLUSTER_STATE: state });
      context.after(() => shell.end());
      await follow(page, shell, async ({ command }) => {
        if (!/\bverify\b/.test(command)) return;
        await shell.run(`export WEIGHBRIDGE_MORE='--connect-to ::127.0.0.1:${await lab.portNow()}'`);
      });
    });
  }
});
