import type { Endpoint, ServicePort } from '../routes/cluster/cluster.ts';
import type { Address, WeightedAddress } from './gateways/wiring.ts';
import { LabError } from './lab-error.ts';
import { podPort } from './layout/pod-port.ts';

/**
 * What stands for an endpoint that is an address outside of the cluster.
 *
 * @param outside where a port outside of this cluster is reached; null where no neighbour has it
 * @throws LabError when no neighbour has it: the lab does not leave this machine
 */
export function outsideAddresses(
  endpoint: Endpoint,
  servicePort: ServicePort,
  outside: (port: number) => Address | null,
): readonly WeightedAddress[] {
  const { count, address, place, weight } = endpoint;
  if (count === 0 || address === null) return [];
  const port = podPort(endpoint, servicePort);
  const neighbour = port === null ? null : outside(port);
  if (neighbour !== null) return [{ ...neighbour, weight }];
  throw new LabError(
    place,
    `the lab does not leave this machine for ${address}`,
    'use an overlay with stand-ins, or name the manifests of the cluster behind that address as its peer',
  );
}
