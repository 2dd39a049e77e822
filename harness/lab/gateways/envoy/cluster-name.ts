import type { Service, ServicePort } from '../../../routes/cluster/cluster.ts';
import type { Destination } from '../../../routes/route-table.ts';
import { LabError } from '../../lab-error.ts';

/** What a cluster of Envoy stands for: a service port, or one subset of it. */
export interface ClusterKey {
  readonly service: Service;
  readonly port: ServicePort;
  readonly subset: string | null;
  readonly subsetLabels: Readonly<Record<string, string>> | null;
  /** How its endpoints are picked; `outside` always at random, which is what kube-proxy does. */
  readonly view: 'mesh' | 'outside';
}

/** As Istio names it: `outbound|9080|v1|reviews.bookinfo.svc.cluster.local`. */
export const clusterName = ({ service, port, subset, view }: ClusterKey): string =>
  `${view === 'mesh' ? 'outbound' : 'outside'}|${port.port}|${subset ?? ''}|${service.host}`;

/** A cluster that does not exist: whatever is routed there is answered with an error, and a connection is closed. */
export const REFUSED = 'refused';

/** The name of the cluster that a destination leads to. */
export const clusterNameOf = (destination: Destination): string =>
  destination.refused === null ? clusterName(clusterOf(destination)) : REFUSED;

/** The cluster of a destination. A LabError where the destination cannot be reached from the manifests alone. */
export function clusterOf(destination: Destination): ClusterKey {
  const { host, service, subset, subsetLabels, place } = destination;
  if (service === null) throw new LabError(place, `nothing in these files is ${host}`, 'add its Service, or its ServiceEntry');
  if (subset !== null && subsetLabels === null)
    throw new LabError(place, `no DestinationRule in these files has the subset ${subset} of ${host}`, 'add it');
  const port = destination.port === null ? onlyPort(destination, service) : portNumbered(destination, service, destination.port);
  return { service, port, subset, subsetLabels, view: 'mesh' };
}

function onlyPort({ place, host }: Destination, { ports }: Service): ServicePort {
  const [port, second] = ports;
  if (port === undefined) throw new LabError(place, `${host} has no port`, 'give its Service a port');
  if (second !== undefined)
    throw new LabError(place, `${host} has ${ports.length} ports`, `write port: number: ${port.port} into the destination`);
  return port;
}

function portNumbered({ place, host }: Destination, { ports }: Service, wanted: number): ServicePort {
  const port = ports.find((one) => one.port === wanted);
  if (port !== undefined) return port;
  const known = ports.map((one) => one.port).join(', ');
  throw new LabError(place, `${host} has no port ${wanted}`, `write one of ${known}, or add it to the Service`);
}
