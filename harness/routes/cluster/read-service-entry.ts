import type { Problem } from '../../model/routes-report.ts';
import type { ManifestObject } from '../manifest-object.ts';
import type { Endpoint, Service, ServicePort } from './cluster.ts';
import { protocolNamed } from './port-protocol.ts';
import { endpointWeight, zeroWeight } from './read-workload-entry.ts';
import { needsResolution, type Selectable, selectedEndpoints } from './selected-endpoints.ts';
import { at, labelsAt, listAt, numbersAt, textAt, textsAt, wholeAt } from './written.ts';

/**
 * A ServiceEntry as services of the mesh, one for each host. Its endpoints are written into it, or are the workloads of its namespace that
 * `workloadSelector` picks (an empty one picks all), or are the host itself where DNS resolves it. `NONE` and `DYNAMIC_DNS` go where the
 * client goes: nobody knows the endpoints. (Istio reference, ServiceEntry; `convertServiceEntryToInstances`,
 * pilot/pkg/serviceregistry/serviceentry/conversion.go.)
 */
export function readServiceEntry(
  object: ManifestObject,
  workloads: readonly Selectable[],
): { services: readonly Service[]; problems: readonly Problem[] } {
  const { kind, namespace, name, value, place } = object;
  const isSelecting = (at(value, 'spec', 'workloadSelector') ?? null) !== null;
  const selector = isSelecting ? labelsAt(value, 'spec', 'workloadSelector', 'labels') : null;
  const ports = readPorts(object);
  const services = textsAt(value, 'spec', 'hosts').map((host, index): Service => {
    const { endpoints, known } = endpointsBehind(object, index, selector, workloads);
    return {
      kind: 'ServiceEntry',
      object: { kind, namespace, name },
      host,
      ports,
      selector,
      type: 'ServiceEntry',
      endpoints,
      endpointsKnown: known,
      labels: object.labels,
      addresses: textsAt(value, 'spec', 'addresses'),
      place: index === 0 ? place : object.placeOf('spec', 'hosts', index),
    };
  });
  const zeros = listAt(value, 'spec', 'endpoints').flatMap((endpoint, index) =>
    wholeAt(endpoint, 'weight') === 0 ? [zeroWeight(object, ['spec', 'endpoints', index, 'weight'])] : [],
  );
  return { services, problems: zeros };
}

function endpointsBehind(
  object: ManifestObject,
  hostIndex: number,
  selector: Readonly<Record<string, string>> | null,
  workloads: readonly Selectable[],
): { endpoints: readonly Endpoint[]; known: boolean } {
  const resolution = textAt(object.value, 'spec', 'resolution') ?? 'NONE';
  const isResolved = resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN';
  const inline = inlineEndpoints(object);
  if (inline.length > 0) return { endpoints: inline, known: true };
  if (selector !== null) {
    const endpoints = selectedEndpoints(selector, workloads, ({ address }) => isResolved || !needsResolution(address));
    return { endpoints, known: endpoints.length > 0 };
  }
  if (isResolved) {
    const address = textAt(object.value, 'spec', 'hosts', hostIndex);
    const place = object.placeOf('spec', 'hosts', hostIndex);
    return { endpoints: [{ labels: {}, count: 1, weight: 1, address, ports: {}, workload: null, place }], known: true };
  }
  return { endpoints: [], known: resolution === 'STATIC' };
}

const inlineEndpoints = (object: ManifestObject): readonly Endpoint[] =>
  listAt(object.value, 'spec', 'endpoints').map((value, index) => ({
    labels: labelsAt(value, 'labels'),
    count: 1,
    weight: endpointWeight(wholeAt(value, 'weight')),
    address: textAt(value, 'address'),
    ports: numbersAt(value, 'ports'),
    workload: null,
    place: object.placeOf('spec', 'endpoints', index),
  }));

const readPorts = (object: ManifestObject): ServicePort[] =>
  listAt(object.value, 'spec', 'ports').flatMap((value, index) => {
    const port = wholeAt(value, 'number');
    if (port === null) return [];
    const targetPort = wholeAt(value, 'targetPort') || port;
    const protocol = protocolNamed(textAt(value, 'protocol'));
    const place = object.placeOf('spec', 'ports', index);
    return [{ name: textAt(value, 'name'), port, targetPort, protocol, nodePort: null, place }];
  });
