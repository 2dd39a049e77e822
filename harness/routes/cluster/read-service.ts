import type { ManifestObject } from '../manifest-object.ts';
import type { Endpoint, Service, ServicePort, Workload } from './cluster.ts';
import { portProtocol } from './port-protocol.ts';
import { needsResolution, type Selectable, selectedEndpoints } from './selected-endpoints.ts';
import { at, labelsAt, listAt, textAt, wholeAt } from './written.ts';

/**
 * A Kubernetes Service and the workloads of its namespace that it selects. Without a selector its endpoints are made by somebody else, and
 * are not known; an ExternalName leads to its one name.
 *
 * WorkloadEntries with a numeric address count as well: Istio lets a Service select them (`PILOT_ENABLE_K8S_SELECT_WORKLOAD_ENTRIES`),
 * kube-proxy does not know them, and neither does a headless Service.
 */
export function readService(object: ManifestObject, workloads: readonly Selectable[]): Service {
  const { kind, namespace, name, value, place } = object;
  const selector = labelsAt(value, 'spec', 'selector');
  const isSelecting = Object.keys(selector).length > 0;
  const type = typeOf(value);
  const isReachable = ({ object: { kind: of }, address }: Workload) =>
    of !== 'WorkloadEntry' || (type !== 'Headless' && !needsResolution(address));
  const picked = isSelecting ? selectedEndpoints(selector, workloads, isReachable) : [];
  const endpoints = type === 'ExternalName' ? externalName(object) : picked;
  return {
    kind: 'Service',
    object: { kind, namespace, name },
    host: `${name}.${namespace}.svc.cluster.local`,
    ports: readPorts(object),
    selector: isSelecting ? selector : null,
    type,
    endpoints,
    endpointsKnown: endpoints.length > 0,
    labels: object.labels,
    place,
  };
}

function typeOf(value: unknown): Service['type'] {
  const type = textAt(value, 'spec', 'type') ?? 'ClusterIP';
  if (type === 'ExternalName' || type === 'NodePort' || type === 'LoadBalancer') return type;
  return textAt(value, 'spec', 'clusterIP') === 'None' ? 'Headless' : 'ClusterIP';
}

function externalName(object: ManifestObject): readonly Endpoint[] {
  const address = textAt(object.value, 'spec', 'externalName');
  if (address === null || address === '') return [];
  return [{ labels: {}, count: 1, weight: 1, address, ports: {}, workload: null, place: object.placeOf('spec', 'externalName') }];
}

const readPorts = (object: ManifestObject): ServicePort[] =>
  listAt(object.value, 'spec', 'ports').flatMap((value, index) => {
    const port = wholeAt(value, 'port');
    if (port === null) return [];
    const name = textAt(value, 'name');
    const protocol = portProtocol({ name, port, protocol: textAt(value, 'protocol'), appProtocol: textAt(value, 'appProtocol') });
    const place = object.placeOf('spec', 'ports', index);
    return [{ name, port, targetPort: targetPortOf(value, port), protocol, nodePort: wholeAt(value, 'nodePort') || null, place }];
  });

/** `targetPort: 0` and an empty one are not written for Kubernetes: the port itself. */
function targetPortOf(value: unknown, port: number): number | string {
  const written = at(value, 'targetPort');
  return (typeof written === 'number' || typeof written === 'string') && written ? written : port;
}
