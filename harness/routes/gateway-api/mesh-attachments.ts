import type { Cluster, Service } from '../cluster/cluster.ts';
import { serviceOf } from '../cluster/host-names.ts';
import { named, plain } from '../object-name.ts';
import { missing, note, warning } from '../problem.ts';
import type { Report } from './context.ts';
import type { ParentRef } from './parent-ref.ts';
import type { Route } from './route.ts';

/** A route attached to a service, for one of its hosts. */
export interface MeshAttachment {
  readonly route: Route;
  readonly parent: ParentRef;
  readonly host: string;
  /** Null: every port of the service. */
  readonly port: number | null;
}

interface Frontend {
  readonly host: string;
  readonly service: Service | null;
}

const SERVICE_ENTRIES = 'networking.istio.io';

/** Whether a parentRef means a service: a Service (GAMMA, GEP-1294), or a ServiceEntry of Istio. */
export const isMeshParent = ({ group, kind }: ParentRef): boolean =>
  (group === '' && kind === 'Service') || (group === SERVICE_ENTRIES && kind === 'ServiceEntry');

/** The services that a parentRef means. A Service that is not in the files is known by its name all the same. */
export function meshAttachments(route: Route, parent: ParentRef, cluster: Cluster, report: Report): readonly MeshAttachment[] {
  if (route.hostnames.length > 0 && route.kind !== 'TLSRoute') {
    // "GAMMA implementations SHOULD NOT infer any functionality from the hostnames field" (GEP-1294).
    const text = `${named(route.object)}: spec.hostnames means nothing to a service and is ignored`;
    report(note('hostnames-ignored', route.spec.at('hostnames').place, text, 'remove it, or match the header Host'));
  }
  return frontendsOf(route, parent, cluster, report).flatMap((frontend) => {
    const port = portOf(route, parent, frontend, report);
    return port === undefined ? [] : [{ route, parent, host: frontend.host, port }];
  });
}

function frontendsOf(route: Route, parent: ParentRef, cluster: Cluster, report: Report): readonly Frontend[] {
  const { kind, namespace, name } = parent;
  const known =
    kind === 'Service'
      ? [serviceOf(cluster.services, serviceHost(parent))].filter((one) => one !== null)
      : cluster.services.filter(({ object }) => object.kind === kind && object.namespace === namespace && object.name === name);
  if (known.length > 0) return known.map((service) => ({ host: service.host, service }));
  const text = `${named(route.object)}: ${kind} ${plain(namespace)}/${plain(name)}, which it is attached to, is not in these files`;
  report(missing('parent-missing', parent.field.place, text, `give the file of the ${kind} too, or correct name and namespace`));
  return [{ host: kind === 'Service' ? serviceHost(parent) : `${name}.${namespace}`, service: null }];
}

const serviceHost = ({ namespace, name }: ParentRef): string => `${name}.${namespace}.svc.cluster.local`;

/** `port`, or the port that `sectionName` names. Undefined: the service has no such port. */
function portOf(
  route: Route,
  { sectionName, port, field }: ParentRef,
  { host, service }: Frontend,
  report: Report,
): number | null | undefined {
  if (sectionName === null && port === null) return null;
  if (service === null) return port;
  const found = service.ports.find(
    (one) => (port === null || one.port === port) && (sectionName === null || one.name === sectionName),
  );
  if (found !== undefined) return found.port;
  const wanted = [port ?? '', sectionName === null ? '' : plain(sectionName)].filter((one) => one !== '').join(' named ');
  const ports = service.ports.map((one) => `${one.port}${one.name === null ? '' : ` named ${plain(one.name)}`}`).join(', ');
  const text = `${named(route.object)} is not attached to ${plain(host)}: it has no port ${wanted}`;
  report(
    warning(
      'route-not-attached',
      field.place,
      text,
      ports === '' ? 'give the Service a port' : `write one of its ports: ${ports}`,
    ),
  );
  return undefined;
}
