import { manifest } from '../metadata.ts';
import { choice, list, object, text, uint32 } from '../schema.ts';
import { connectionPool } from './connection-pool.ts';
import { destination } from './destination.ts';
import { serverTls } from './server-tls.ts';
import { workloadSelector } from './service-entry.ts';

const listener = {
  bind: text(),
  captureMode: choice('DEFAULT', 'IPTABLES', 'NONE'),
  port: object({ name: text(), number: uint32, protocol: text(), targetPort: uint32 }),
};

/** istio.io/docs/reference/config/networking/sidecar; v1, v1beta1 and v1alpha3 have one schema. */
export const sidecar = manifest(
  object({
    workloadSelector,
    egress: list(object({ ...listener, hosts: list(text()) }, 'hosts')),
    ingress: list(object({ ...listener, connectionPool, defaultEndpoint: text(), tls: serverTls }, 'port')),
    inboundConnectionPool: connectionPool,
    outboundTrafficPolicy: object({ mode: choice('REGISTRY_ONLY', 'ALLOW_ANY'), egressProxy: destination }),
  }),
);
