import type { Destination } from '../../route-table.ts';

/**
 * A destination at a listener: one that names no port of a service with several has the port of the listener, and where the service has no such
 * port Envoy knows no cluster and answers 503 (pilot: GetDestinationCluster).
 */
export function atListener(destination: Destination, port: number | null): Destination {
  const ports = destination.service?.ports ?? [];
  if (port === null || destination.port !== null || ports.length < 2) return destination;
  if (ports.some((candidate) => candidate.port === port)) return { ...destination, port };
  return { ...destination, refused: destination.refused ?? { status: 503, reason: `no port ${port}` } };
}
