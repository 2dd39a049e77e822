import type { Endpoint, Workload } from './cluster.ts';
import { carries } from './label-selector.ts';

/** A workload with what only the choice of endpoints needs to know about it. */
export interface Selectable {
  readonly workload: Workload;
  /** By name of the service's port, where a WorkloadEntry names its own. */
  readonly ports: Readonly<Record<string, number>>;
}

/** The endpoints that a selector picks among the workloads of a service's namespace. */
export const selectedEndpoints = (
  selector: Readonly<Record<string, string>>,
  workloads: readonly Selectable[],
): readonly Endpoint[] => workloads.filter(({ workload }) => carries(workload.labels, selector)).map(endpointOfWorkload);

const endpointOfWorkload = ({ workload, ports }: Selectable): Endpoint => ({
  labels: workload.labels,
  count: workload.replicas,
  weight: workload.weight,
  address: workload.address,
  ports,
  workload,
  place: workload.place,
});

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * Whether an address can only be reached by resolving it: a DNS name, or a Unix socket. Such a WorkloadEntry stands behind ServiceEntries with
 * `resolution: DNS` only (`convertWorkloadEntryToWorkloadInstance`, pilot/pkg/serviceregistry/serviceentry/conversion.go).
 */
export const needsResolution = (address: string | null): boolean =>
  address !== null && address !== '' && !IPV4.test(address) && !(address.includes(':') && !address.startsWith('unix:'));
