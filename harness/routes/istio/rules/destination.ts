import { shown } from '../../../text/shown.ts';
import type { Service } from '../../cluster/cluster.ts';
import { endpointsOf } from '../../cluster/endpoints-of.ts';
import { fullHost, serviceOf } from '../../cluster/host-names.ts';
import type { Field } from '../../field.ts';
import { named, plain } from '../../object-name.ts';
import { missing, warning } from '../../problem.ts';
import type { Destination, HeaderChanges, Weight } from '../../route-table.ts';
import { namespaceOfHost } from '../host-namespace.ts';
import type { Surroundings } from '../surroundings.ts';
import { findSubset } from './subset.ts';
import { reportUnknownHost } from './unknown-host.ts';

interface Parts {
  readonly weight: Weight;
  readonly requestHeaders: HeaderChanges;
  readonly responseHeaders: HeaderChanges;
}

/** A `destination` (Istio reference: Destination) with what the files know of it; what they do not contain is reported as missing. */
export function readDestination(field: Field, parts: Parts, surroundings: Surroundings): Destination {
  const written = field.at('host').text ?? '';
  const host = fullHost(written, field.object.namespace);
  const service = serviceOf(surroundings.cluster.services, host);
  if (service === null) reportUnknownHost(field.at('host'), host, surroundings);
  const subset = field.at('subset').text || null;
  const serviceNamespace = service?.object.namespace ?? namespaceOfHost(host);
  const found = subset === null ? null : findSubset(field.at('subset'), subset, host, serviceNamespace, surroundings);
  if (service !== null && found?.labels) reportEmptySubset(field.at('subset'), service, found.labels, surroundings);
  return {
    host,
    port: readPort(field, service, surroundings),
    subset,
    weight: parts.weight,
    service,
    subsetLabels: found?.labels ?? null,
    refused: found?.refused ?? null,
    requestHeaders: parts.requestHeaders,
    responseHeaders: parts.responseHeaders,
    place: field.place,
  };
}

/**
 * Without a port it is the only one of the service; of several Istio takes the port that the request came in on (pilot:
 * GetDestinationCluster), which is not known here: null.
 */
function readPort(field: Field, service: Service | null, { report }: Surroundings): number | null {
  const written = field.at('port').at('number');
  const number = written.number;
  if (service === null || service.ports.length === 0) return number;
  const ports = service.ports.map(({ port }) => port);
  if (number === null) {
    if (ports.length > 1) {
      report(
        warning(
          'port-omitted',
          field.place,
          `${named(field.object)}: ${field.where} names no port and ${plain(service.host)} has ${ports.join(', ')}: Istio takes the port that the request came in on`,
          `write port.number: ${ports.join(' or ')}`,
        ),
      );
    }
    return ports.length === 1 ? (ports[0] ?? null) : null;
  }
  if (!ports.includes(number)) {
    report(
      missing(
        'port-missing',
        written.place,
        `${named(field.object)}: ${written.where} ${number} is no port of ${plain(service.host)}, which has ${ports.join(', ')}`,
        `write ${ports.join(' or ')}, or add port ${number} to ${named(service.object)}`,
      ),
    );
  }
  return number;
}

function reportEmptySubset(
  field: Field,
  service: Service,
  labels: Readonly<Record<string, string>>,
  { report }: Surroundings,
): void {
  if (!service.endpointsKnown || endpointsOf(service, labels).some(({ count }) => count > 0)) return;
  const wanted = Object.entries(labels).map(([key, value]) => `${plain(key)}: ${plain(value)}`);
  report(
    warning(
      'subset-empty',
      field.place,
      `${named(field.object)}: no workload of ${plain(service.host)} carries the labels of subset ${shown(field.text ?? '')} (${wanted.join(', ')}), so its share is answered 503`,
      'label a workload so, correct the labels of the subset, or scale the workload up',
    ),
  );
}
