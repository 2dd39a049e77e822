import type { ManifestObject } from '../manifest-object.ts';
import type { Cluster } from './cluster.ts';
import { followExternalNames } from './external-names.ts';
import { type FoundService, oneServicePerHost } from './one-service-per-host.ts';
import { readNamespaces } from './read-namespaces.ts';
import { readService } from './read-service.ts';
import { readServiceEntry } from './read-service-entry.ts';
import { readWorkloads } from './read-workloads.ts';
import type { Selectable } from './selected-endpoints.ts';
import { serviceProblems } from './service-problems.ts';

/**
 * What runs and how it is called, out of objects whose form has been checked. Endpoints follow selectors within a namespace; nothing is
 * known of a service whose workloads are not among the objects.
 */
export function readCluster(objects: readonly ManifestObject[]): Cluster {
  const { written, mentioned } = readNamespaces(objects);
  const { workloads, problems } = readWorkloads(objects, written);
  const byNamespace = Map.groupBy(workloads, ({ workload }) => workload.object.namespace);
  const found = objects.flatMap((object) => readServices(object, byNamespace.get(object.namespace) ?? []));
  const merged = oneServicePerHost(found);
  const services = followExternalNames(merged.services);
  return {
    services,
    workloads: workloads.map(({ workload }) => workload),
    namespaces: mentioned,
    problems: [
      ...problems,
      ...found.flatMap((service) => service.problems),
      ...serviceProblems(found, workloads),
      ...merged.problems,
    ],
  };
}

function readServices(object: ManifestObject, workloads: readonly Selectable[]): FoundService[] {
  if (object.kind === 'Service' && object.group === '') {
    return [{ service: readService(object, workloads), object, problems: [] }];
  }
  if (object.kind !== 'ServiceEntry' || object.group !== 'networking.istio.io') return [];
  const { services, problems } = readServiceEntry(object, workloads);
  return services.map((service, index) => ({ service, object, problems: index === 0 ? problems : [] }));
}
