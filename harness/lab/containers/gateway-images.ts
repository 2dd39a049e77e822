/** The official image of each gateway. Pinned: a lab must not change because somebody else pushed a tag. */
export const GATEWAY_IMAGES = {
  // The variant without a shell: nothing in it but Envoy, which runs as a user without rights.
  envoy: 'envoyproxy/envoy:distroless-v1.40.0',
  nginx: 'nginx:1.22.1',
  haproxy: 'haproxy:2.6.12',
} as const;
