import type { Problem } from '../../model/routes-report.ts';
import type { ManifestObject } from '../manifest-object.ts';
import type { Cluster } from './cluster.ts';
import { deploymentSelectorProblems } from './deployment-selector.ts';
import { isOfDeployment } from './owned-pods.ts';
import { readContainers } from './read-containers.ts';
import { readWorkloadEntry } from './read-workload-entry.ts';
import type { Selectable } from './selected-endpoints.ts';
import { isSidecarInjected } from './sidecar-injection.ts';
import { at, labelsAt, textAt, wholeAt } from './written.ts';

/**
 * Everything that can stand behind a service: Deployments, Pods, WorkloadEntries, in the order of the files. Pods of a Deployment that is
 * in the files as well (`kubectl get all -o yaml`) are counted with the Deployment, by the replicas that it asks for.
 */
export function readWorkloads(
  objects: readonly ManifestObject[],
  namespaces: Cluster['namespaces'],
): { workloads: readonly Selectable[]; problems: readonly Problem[] } {
  const workloads: Selectable[] = [];
  const problems: Problem[] = [];
  const deployments = new Set(objects.filter(isDeployment).map((object) => `${object.namespace}/${object.name}`));
  for (const object of objects) {
    const found = readWorkload(object, deployments, namespaces);
    if (found === null) continue;
    workloads.push(found);
    problems.push(...found.problems);
  }
  return { workloads, problems };
}

type Found = Selectable & { readonly problems: readonly Problem[] };

function readWorkload(object: ManifestObject, deployments: ReadonlySet<string>, namespaces: Cluster['namespaces']): Found | null {
  if (isDeployment(object)) {
    const pods = podsOf(object, ['spec', 'template'], wholeAt(object.value, 'spec', 'replicas') ?? 1, namespaces);
    return { ...pods, problems: [...deploymentSelectorProblems(object), ...pods.problems] };
  }
  if (object.kind === 'Pod' && object.group === '') {
    return isOfDeployment(object, deployments) ? null : podsOf(object, [], isGone(object.value) ? 0 : 1, namespaces);
  }
  return object.kind === 'WorkloadEntry' && object.group === 'networking.istio.io' ? readWorkloadEntry(object) : null;
}

const isDeployment = (object: ManifestObject): boolean =>
  object.kind === 'Deployment' && (object.group === 'apps' || object.group === 'extensions');

/** A pod that has ended or is being deleted is no endpoint. One that is not ready *yet* counts, as a Deployment's replicas do. */
function isGone(value: unknown): boolean {
  const phase = textAt(value, 'status', 'phase');
  return phase === 'Succeeded' || phase === 'Failed' || textAt(value, 'metadata', 'deletionTimestamp') !== null;
}

/** `templatePath` leads to what holds the metadata and the spec of the pods. */
function podsOf(
  object: ManifestObject,
  templatePath: readonly string[],
  replicas: number,
  namespaces: Cluster['namespaces'],
): Found {
  const labels = labelsAt(object.value, ...templatePath, 'metadata', 'labels');
  const { containers, problems } = readContainers(object, [...templatePath, 'spec']);
  const isInjected = isSidecarInjected({
    namespace: object.namespace,
    namespaceLabels: Object.hasOwn(namespaces, object.namespace) ? (namespaces[object.namespace] ?? null) : null,
    labels,
    annotations: labelsAt(object.value, ...templatePath, 'metadata', 'annotations'),
    isOnHostNetwork: at(object.value, ...templatePath, 'spec', 'hostNetwork') === true,
    hasProxy: containers.some((container) => container.name === 'istio-proxy'),
  });
  const { kind, namespace, name, place } = object;
  const workload = {
    object: { kind, namespace, name },
    labels,
    replicas,
    containers,
    address: null,
    weight: 1,
    isInjected,
    place,
  };
  return { workload, ports: {}, problems };
}
