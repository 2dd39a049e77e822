import assert from 'node:assert/strict';
import { envoyBootstrap } from '../../../../../harness/lab/gateways/envoy/bootstrap.ts';
import type { CertificateFiles } from '../../../../../harness/lab/gateways/wiring.ts';
import { layoutOf, paperWiring } from '../laid-out.ts';

// biome-ignore lint/suspicious/noExplicitAny: a configuration is looked at by path, and a wrong path fails the test.
export type Part = any;

const CERTIFICATES: CertificateFiles = { authority: '/ca.pem', certificate: '/lab.pem', key: '/lab.pem.key' };

/** Envoy's configuration for manifests, and ways to its parts. */
export function envoyFor(text: string) {
  const layout = layoutOf(text);
  // What cannot be read is left out of a table: such manifests would test nothing.
  assert.deepEqual(
    layout.table.problems.filter(({ severity }) => severity === 'error'),
    [],
  );
  const configuration = envoyBootstrap(layout, paperWiring(layout, CERTIFICATES)) as Part;
  const { listeners, clusters } = configuration.static_resources;
  const named = (list: Part[], name: string): Part => {
    const found = list.find((one) => one.name === name);
    assert.ok(found !== undefined, `no ${name}; there are ${list.map((one) => one.name).join(', ')}`);
    return found;
  };
  const listener = (id: string) => named(listeners, id);
  const filter = (id: string, chain = 0) => listener(id).filter_chains[chain].filters[0].typed_config;
  return {
    configuration,
    clusters: clusters as Part[],
    cluster: (name: string) => named(clusters, name),
    listener,
    /** The only filter of a chain. */
    filter,
    /** Virtual hosts by domain. */
    hosts: (id: string, chain = 0): Record<string, Part> =>
      Object.fromEntries(filter(id, chain).route_config.virtual_hosts.map((host: Part) => [host.domains.join(), host])),
    /** Routes of the only virtual host. */
    routes: (id: string): Part[] => {
      const [host, second] = filter(id).route_config.virtual_hosts;
      assert.equal(second, undefined);
      return host.routes;
    },
  };
}
