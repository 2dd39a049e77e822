import type { Endpoint, Workload } from './cluster.ts';
import { carries } from './label-selector.ts';

type Labels = Readonly<Record<string, string>>;

/** A workload with what only the choice of endpoints needs to know about it. */
export interface Selectable {
  readonly workload: Workload;
  /** By name of the service's port, where a WorkloadEntry names its own. */
  readonly ports: Readonly<Record<string, number>>;
}

/** The endpoints that a selector picks among the workloads of a service's namespace, in their order. */
export const selectedEndpoints = (
  selector: Labels,
  workloads: readonly Selectable[],
  isReachable: (workload: Workload) => boolean,
): readonly Endpoint[] =>
  selected(selector, workloads)
    .filter(({ workload }) => isReachable(workload))
    .map(endpointOfWorkload);

/** The workloads that carry every pair of a selector. */
export function selected(selector: Labels, workloads: readonly Selectable[]): readonly Selectable[] {
  const [first] = Object.entries(selector);
  const candidates = first === undefined ? workloads : (byLabel(workloads).get(pairKey(...first)) ?? []);
  return candidates.filter(({ workload }) => carries(workload.labels, selector));
}

/** A thousand services look through the same thousand workloads. */
const indexes = new WeakMap<readonly Selectable[], ReadonlyMap<string, readonly Selectable[]>>();

function byLabel(workloads: readonly Selectable[]): ReadonlyMap<string, readonly Selectable[]> {
  const known = indexes.get(workloads);
  if (known !== undefined) return known;
  const pairs = workloads.flatMap((one) => Object.entries(one.workload.labels).map((pair) => ({ key: pairKey(...pair), one })));
  const index = new Map(
    [...Map.groupBy(pairs, ({ key }) => key)].map(([key, found]) => [key, found.map(({ one }) => one)] as const),
  );
  indexes.set(workloads, index);
  return index;
}

const pairKey = (name: string, value: string): string => JSON.stringify([name, value]);

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
