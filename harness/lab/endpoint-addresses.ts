import type { Endpoint, ServicePort } from '../routes/cluster/cluster.ts';
import type { Address, WeightedAddress } from './gateways/wiring.ts';
import { LabError } from './lab-error.ts';
import { type Layout, type Pod, podsBehind } from './layout/layout.ts';
import { podPort } from './layout/pod-port.ts';

/** Where what stands behind endpoints is reached. */
export interface Whereabouts {
  /** Null: the pod serves no such port, or has none. */
  readonly podAt: (pod: Pod) => Address | null;
  /** Where a port outside of this cluster is reached; null where no neighbour has it. */
  readonly outside: (port: number) => Address | null;
}

/**
 * Every pod behind an endpoint, or what stands for an address outside of the cluster: a WorkloadEntry is a workload too, without pods.
 *
 * @throws LabError for an address outside that no neighbour has: the lab does not leave this machine
 */
export function endpointAddresses(
  layout: Layout,
  endpoint: Endpoint,
  servicePort: ServicePort,
  { podAt, outside }: Whereabouts,
): readonly WeightedAddress[] {
  const { count, address, place, weight } = endpoint;
  if (address === null)
    return podsBehind(layout, endpoint).flatMap((pod) => {
      const at = podAt(pod);
      return at === null ? [] : [{ ...at, weight }];
    });
  if (count === 0) return [];
  const port = podPort(endpoint, servicePort);
  const neighbour = port === null ? null : outside(port);
  if (neighbour !== null) return [{ ...neighbour, weight }];
  throw new LabError(
    place,
    `the lab does not leave this machine for ${address}`,
    'use an overlay with stand-ins, or name the manifests of the cluster behind that address as its peer',
  );
}
