/** Real gateways that a lab can run. */
export const GATEWAY_KINDS = ['envoy', 'nginx', 'haproxy'] as const;

export type GatewayKind = (typeof GATEWAY_KINDS)[number];
