import type { Endpoint, ServicePort } from '../../routes/cluster/cluster.ts';

/** The port at which the pods of an endpoint serve a port of their service; null where they have none of that name, as in Kubernetes. */
export function podPort({ ports, workload }: Endpoint, { name, targetPort }: ServicePort): number | null {
  const own = name === null ? undefined : ports[name];
  if (own !== undefined) return own;
  if (typeof targetPort === 'number') return targetPort;
  const named = workload?.containers.flatMap((container) => container.ports).find((port) => port.name === targetPort);
  return named?.port ?? null;
}
