import type { Place } from '../../model/place.ts';
import type { Destination } from '../route-table.ts';
import type { Endpoint, Service } from './cluster.ts';
import { endpointsOf } from './endpoints-of.ts';
import { shortName } from './host-names.ts';
import { labelOf } from './label-selector.ts';

/** A version behind a destination. `parts` in the sum of all parts is its share: pods × the weight of each. */
interface VersionParts {
  readonly version: string;
  readonly parts: bigint;
  /** The workload that brings it; null where nothing of it is in the files. */
  readonly place: Place | null;
}

/**
 * The versions that answer for a destination, each with its exact part of the destination's requests. `known` false: the endpoints are not
 * in the files, and one version stands for the destination. `known` true without versions: nothing answers (503).
 *
 * A version is named by the `version` labels of the endpoints; where none of them has one, or none is known, by the `version` that the
 * subset or the service selects, by the subset, by the service. Endpoints with different labels share the destination in proportion to their number, as kube-proxy
 * and a sidecar without a rule deal it out; among those, an endpoint without the label goes by the name of its workload.
 */
export function versionsOf(destination: Pick<Destination, 'host' | 'service' | 'subset' | 'subsetLabels'>): {
  readonly known: boolean;
  readonly versions: readonly VersionParts[];
} {
  const { host, service, subset, subsetLabels } = destination;
  const fallback =
    selectedVersion(subsetLabels) ?? selectedVersion(service?.selector) ?? subset ?? shortName(service?.host ?? host);
  const isUndefinedSubset = subset !== null && subsetLabels === null;
  if (service === null || !service.endpointsKnown || isUndefinedSubset) {
    return { known: false, versions: [{ version: fallback, parts: 1n, place: null }] };
  }
  const live = endpointsOf(service, subsetLabels).filter((endpoint) => partsOf(endpoint) > 0n);
  const isVersioned = live.some((endpoint) => labelOf(endpoint.labels, 'version') !== null);
  const nameOf = (endpoint: Endpoint) =>
    isVersioned ? (labelOf(endpoint.labels, 'version') ?? workloadName(endpoint, service)) : fallback;
  return { known: true, versions: addedUp(live, nameOf) };
}

/** A selector that asks for a version says the version of whatever it selects. */
const selectedVersion = (selector: Readonly<Record<string, string>> | null | undefined): string | null =>
  selector ? labelOf(selector, 'version') : null;

const partsOf = (endpoint: Endpoint): bigint => BigInt(endpoint.count) * BigInt(endpoint.weight);

function addedUp(endpoints: readonly Endpoint[], nameOf: (endpoint: Endpoint) => string): VersionParts[] {
  const versions = new Map<string, VersionParts>();
  for (const endpoint of endpoints) {
    const version = nameOf(endpoint);
    const before = versions.get(version);
    const parts = (before?.parts ?? 0n) + partsOf(endpoint);
    versions.set(version, { version, parts, place: before?.place ?? endpoint.place });
  }
  return [...versions.values()];
}

/** Pods of one ReplicaSet or StatefulSet are one workload: their names differ in a part that Kubernetes adds and says in a label. */
function workloadName(endpoint: Endpoint, service: Service): string {
  if (endpoint.workload === null) return endpoint.address ?? shortName(service.host);
  const { labels, object } = endpoint.workload;
  const hash = labelOf(labels, 'pod-template-hash');
  const cut = hash === null ? -1 : object.name.lastIndexOf(`-${hash}-`);
  if (cut > 0) return object.name.slice(0, cut);
  const isNumbered = labelOf(labels, 'statefulset.kubernetes.io/pod-name') === object.name;
  return isNumbered ? object.name.replace(/-\d+$/, '') : object.name;
}
