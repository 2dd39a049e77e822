import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import { note } from '../problem.ts';
import { objectText } from './object-text.ts';
import type { FoundService } from './one-service-per-host.ts';
import type { Selectable } from './selected-endpoints.ts';
import { targetPortProblems } from './target-port-problems.ts';
import { workloadMissing } from './workload-missing.ts';
import { labelsAt, textsAt } from './written.ts';

/** What is to be said about services and what stands behind them; each object once, however many hosts it has. */
export function serviceProblems(found: readonly FoundService[], workloads: readonly Selectable[]): readonly Problem[] {
  const byNamespace = Map.groupBy(workloads, ({ workload }) => workload.object.namespace);
  return found
    .filter(({ object }, index) => found[index - 1]?.object !== object)
    .flatMap((one) => [
      ...workloadMissing(one, byNamespace.get(one.object.namespace) ?? [], workloads),
      ...targetPortProblems(one),
      ...detectedProtocols(one),
      ...limitedExport(one),
    ]);
}

/** Rules for HTTP hold on such a port only if the sidecar recognises the first bytes: worth a line, once per service. */
function detectedProtocols({ service, object }: FoundService): Problem[] {
  const detected = service.ports.filter((port) => port.protocol === null);
  const first = detected[0];
  if (first === undefined || service.type === 'ExternalName') return [];
  const ports = detected.map(({ name, port }) => (name === null ? `${port}` : `${port} ${shown(name)}`));
  const listed = [...ports.slice(0, 5), ...(ports.length > 5 ? ['more'] : [])].join(', ');
  const fix =
    service.kind === 'Service'
      ? 'name the port after its protocol (http, http-web, grpc, tcp), or write appProtocol'
      : 'write the protocol of the port (HTTP, GRPC, TCP, TLS)';
  return [
    note('protocol-detected', first.place, `${objectText(object)}: the protocol of port ${listed} is detected at run time`, fix),
  ];
}

/** Who sees a service: `exportTo` of a ServiceEntry, an annotation of a Service (comma-separated). `*` is everybody. */
function limitedExport({ service, object }: FoundService): Problem[] {
  const annotation = labelsAt(object.value, 'metadata', 'annotations')['networking.istio.io/exportTo'];
  const isEntry = service.kind === 'ServiceEntry';
  const exported = isEntry ? textsAt(object.value, 'spec', 'exportTo') : (annotation?.split(',') ?? []);
  const namespaces = exported.map((name) => name.trim()).filter((name) => name !== '');
  if (namespaces.length === 0 || namespaces.includes('*')) return [];
  const place = isEntry
    ? object.placeOf('spec', 'exportTo')
    : object.placeOf('metadata', 'annotations', 'networking.istio.io/exportTo');
  const whom = namespaces.includes('~')
    ? 'nobody'
    : namespaces.map((name) => (name === '.' ? object.namespace : name)).join(', ');
  return [
    note(
      'export-limited',
      place,
      `${objectText(object)}: exportTo lets ${whom === 'nobody' ? 'no client' : `only clients in ${shown(whom)}`} see this service`,
      'ask for probes of such a client, or write "*"',
    ),
  ];
}
