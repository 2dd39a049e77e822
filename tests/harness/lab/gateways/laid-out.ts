import { readManifestSets } from '../../../../harness/cli/manifest-sets.ts';
import { endpointAddresses } from '../../../../harness/lab/endpoint-addresses.ts';
import type { Address, CertificateFiles, Wiring } from '../../../../harness/lab/gateways/wiring.ts';
import { type LabListener, type Layout, layOut } from '../../../../harness/lab/layout/layout.ts';
import { readRoutes } from '../../../../harness/routes/read-routes.ts';
import { fakeHost } from '../../../cli/command.ts';
import { KUSTOMIZATIONS } from '../../../manifests/scenarios.ts';

/** The layout of manifests that a test writes. */
export const layoutOf = (text: string): Layout => layOut(readRoutes([{ file: 'a.yaml', text }], 'default'));

/** The layout of every overlay in `manifests/`, by its folder. */
export async function overlayLayouts(): Promise<readonly { readonly name: string; readonly layout: Layout }[]> {
  const layouts: { name: string; layout: Layout }[] = [];
  for (const folder of KUSTOMIZATIONS) layouts.push({ name: folder, layout: await overlayLayout(folder) });
  return layouts;
}

/** The layout of one overlay, `bookinfo/istio/paths`. */
export async function overlayLayout(folder: string): Promise<Layout> {
  const [set] = await readManifestSets([`manifests/${folder}`], 'routes', fakeHost([]).host);
  if (set === undefined) throw new Error(`nothing in ${folder}`);
  return layOut(readRoutes(set.texts, set.namespace ?? 'default'));
}

/** Addresses that nothing listens on, every listener and every pod on one of its own; `outside` is where a foreign port is reached. */
export function paperWiring(
  layout: Layout,
  certificates: CertificateFiles | null = null,
  outside: (port: number) => Address | null = (port) => ({ host: '127.0.0.1', port }),
): Wiring {
  const listenAt = (listener: LabListener) => ({ host: '127.0.0.1', port: 20_000 + layout.listeners.indexOf(listener) });
  return {
    listenAt,
    addressesOf: (endpoint, port) =>
      endpointAddresses(layout, endpoint, port, {
        podAt: (pod) => ({ host: '127.0.0.1', port: 30_000 + layout.pods.indexOf(pod) }),
        outside,
      }),
    admin: { host: '127.0.0.1', port: 19_999 },
    certificates,
  };
}
