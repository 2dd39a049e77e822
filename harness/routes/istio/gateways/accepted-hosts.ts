import { isCoveredBy } from '../host-match.ts';
import type { VirtualService, VirtualServiceHost } from '../virtual-services/virtual-service.ts';
import type { GatewayServer } from './server.ts';

/** A name under which a server takes the rules of a VirtualService: the narrower of what the two say. */
export interface AcceptedHost {
  readonly host: string;
  readonly from: VirtualServiceHost;
}

/**
 * The hosts of a VirtualService that a server accepts, by name and by namespace (pilot: buildGatewayHTTPRouteConfig, NamesForNamespace,
 * Intersection): `*.foo.com` at a server for `1.foo.com` gives `1.foo.com`.
 */
export function acceptedHosts({ hosts, object }: VirtualService, server: GatewayServer): readonly AcceptedHost[] {
  const open = server.hosts.filter(({ namespace }) => namespace === null || namespace === object.namespace);
  const found = new Map<string, AcceptedHost>();
  for (const from of hosts) {
    for (const { host } of open) {
      const narrower = isCoveredBy(from.host, host) ? from.host : isCoveredBy(host, from.host) ? host : null;
      if (narrower !== null && !found.has(narrower)) found.set(narrower, { host: narrower, from });
    }
  }
  return [...found.values()];
}
