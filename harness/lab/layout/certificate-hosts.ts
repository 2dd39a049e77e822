import type { ClientTls } from '../../routes/traffic-policy.ts';
import type { Layout } from './layout.ts';

const SERVED: readonly (string | undefined)[] = ['terminate', 'mutual', 'auto-passthrough'];

/**
 * The names that the certificate of a lab must carry, of listeners and of the rules behind them: a listener for `*` says none. Null where
 * nothing of the layout speaks TLS itself.
 */
export function certificateHosts({ listeners, table }: Layout): readonly string[] | null {
  const served = listeners
    .flatMap((listener) => (listener.kind === 'gateway' ? listener.entries : []))
    .flatMap(({ listener, hosts }) => {
      const mode = listener?.tls?.mode;
      if (listener === null || !SERVED.includes(mode)) return [];
      return [[...listener.hosts, ...(mode === 'auto-passthrough' ? [] : hosts.map(({ host }) => host))]];
    });
  const policies = table.policies.flatMap(({ policy, subsets }) => [policy, ...subsets.map((subset) => subset.policy)]);
  const isClient = policies.some((policy) => [policy, ...Object.values(policy.ports)].some(({ tls }) => opensTls(tls)));
  return served.length === 0 && !isClient ? null : [...new Set(served.flat())].filter((host) => host !== '*');
}

/** ISTIO_MUTUAL without a server name stays inside the lab, whose pods have no sidecar to end it. */
export const opensTls = (tls: ClientTls | null): tls is ClientTls =>
  tls !== null && tls.mode !== 'DISABLE' && (tls.mode !== 'ISTIO_MUTUAL' || tls.sni !== null);
