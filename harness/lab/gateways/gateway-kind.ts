/** Real gateways that a lab can run. */
export const GATEWAY_KINDS = ['envoy', 'nginx', 'haproxy'] as const;

export type GatewayKind = (typeof GATEWAY_KINDS)[number];

/**
 * Ways in which a gateway can spread weights; the first is what its plain name means. Envoy has one, which needs no name.
 *
 * - `split_clients`: nginx hashes something that differs every time and looks up the version.
 * - `random`: every request, or connection, is drawn for itself: by `rand()` in HAProxy, by `random` of an upstream over all servers in nginx.
 * - `rotation`: one weighted round robin over all servers.
 */
export const BALANCES = {
  envoy: [],
  nginx: ['split_clients', 'random', 'rotation'],
  haproxy: ['random', 'rotation'],
} as const satisfies Readonly<Record<GatewayKind, readonly string[]>>;

export type NginxBalance = (typeof BALANCES)['nginx'][number];
export type HaproxyBalance = (typeof BALANCES)['haproxy'][number];
