import type { PortProtocol } from './cluster.ts';

/** As pilot reads a protocol's name (pkg/config/protocol/instance.go), case ignored. */
const NAMED: ReadonlyMap<string, PortProtocol> = new Map([
  ['http', 'http'],
  ['http_proxy', 'http'],
  ['http2', 'http2'],
  ['grpc', 'grpc'],
  ['grpc-web', 'grpc'],
  ['https', 'https'],
  ['tls', 'tls'],
  ['tcp', 'tcp'],
  ['udp', 'udp'],
  ['mongo', 'mongo'],
  ['mysql', 'mysql'],
  ['redis', 'redis'],
]);

/** Kubernetes' own names for `appProtocol` (API reference, ServicePort). */
const KUBERNETES: ReadonlyMap<string, PortProtocol> = new Map([
  ['kubernetes.io/h2c', 'http2'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'https'],
]);

/** SMTP, DNS, MySQL, MongoDB: the server speaks first, so that waiting for the client's first bytes would hang. */
const NEVER_DETECTED: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

/** The protocol by its name alone, as a ServiceEntry writes it; null: detected at run time. */
export const protocolNamed = (name: string | null): PortProtocol | null => NAMED.get(name?.toLowerCase() ?? '') ?? null;

/**
 * How Istio speaks to a port of a Service: UDP by `protocol`; else by `appProtocol`, which then decides alone; else by the name up to
 * its first `-` (`http-web`, `grpc`). Null: detected at run time, which four well-known ports are not: they are plain TCP.
 * (Istio, Operations > Protocol Selection; `ConvertProtocol`, pkg/config/kube/conversion.go.)
 */
export function portProtocol(port: {
  readonly name: string | null;
  readonly port: number;
  readonly protocol: string | null;
  readonly appProtocol: string | null;
}): PortProtocol | null {
  if (port.protocol === 'UDP') return 'udp';
  const byKubernetes = port.appProtocol === null ? undefined : KUBERNETES.get(port.appProtocol);
  if (byKubernetes !== undefined) return byKubernetes;
  const name = port.appProtocol ?? port.name ?? '';
  if (name.toLowerCase().startsWith('grpc-web')) return 'grpc';
  return protocolNamed(name.split('-', 1)[0] ?? '') ?? (NEVER_DETECTED.has(port.port) ? 'tcp' : null);
}
