import { named, plain } from '../../object-name.ts';
import { warning } from '../../problem.ts';
import type { Report } from '../surroundings.ts';
import type { GatewayServer } from './server.ts';

/** Servers with the same key are one listener in Envoy: same pods, address and port. */
export const listenerKey = ({ selector, bind, port }: GatewayServer): string =>
  JSON.stringify([[...selector].sort(), bind, port]);

/** HTTP without TLS on one port is one table of virtual hosts, whichever Gateway it comes from (pilot: gatewayRDSRouteName `http.PORT`). */
export const isPlainHttp = ({ takes, protocol }: GatewayServer): boolean => takes === 'http' && protocol !== 'HTTPS';

/**
 * Servers that cannot both be in force: one port takes plain HTTP of any number of servers, or TLS with different names, or one server of bytes
 * (pilot: mergeGateways).
 */
export function reportPortConflicts(servers: readonly GatewayServer[], report: Report): void {
  const seen = new Map<string, GatewayServer[]>();
  for (const server of servers) {
    const key = listenerKey(server);
    const others = seen.get(key) ?? [];
    const conflict = others.map((other) => [other, conflictOf(other, server)] as const).find(([, why]) => why !== null);
    if (conflict !== undefined) {
      const [other, why] = conflict;
      report(
        warning(
          'server-conflict',
          server.place,
          `${named(server.object)}: port ${server.port} is already ${why} by ${named(other.object)} (${other.place.file}:${other.place.line}), and Istio leaves one of the two out`,
          'use another port or another host',
        ),
      );
    }
    seen.set(key, [...others, server]);
  }
}

function conflictOf(a: GatewayServer, b: GatewayServer): string | null {
  if (isPlainHttp(a) && isPlainHttp(b)) return null;
  if (a.tls === null || b.tls === null || isPlainHttp(a) || isPlainHttp(b)) return `taken for ${a.protocol}`;
  const same = a.hosts.find(({ host }) => b.hosts.some((other) => other.host === host));
  return same === undefined ? null : `taken for ${plain(same.host)}`;
}
