/** Real gateways that a lab can run. */
export type GatewayKind = 'envoy' | 'nginx' | 'haproxy';
