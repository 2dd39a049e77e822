import { nearest } from '../../text/nearest.ts';
import { isCoveredBy, overlaps } from '../istio/host-match.ts';
import { named, plain } from '../istio/object-name.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { warning } from '../problem.ts';
import { type Attachment, attach, isMeant, type NamespaceLabels } from './attachment.ts';
import type { Report } from './context.ts';
import type { GatewayListener } from './listener.ts';
import type { ParentRef } from './parent-ref.ts';
import { hostnamesOf, type Route } from './route.ts';

/** A parentRef that names a Gateway. */
export interface GatewayReference {
  readonly route: Route;
  readonly parent: ParentRef;
}

export const namespaceLabels = (objects: readonly ManifestObject[]): NamespaceLabels =>
  new Map(objects.filter(({ kind, group }) => kind === 'Namespace' && group === '').map(({ name, labels }) => [name, labels]));

/** Every route at every listener that takes it; a parentRef that leads to none is reported with the reason of each listener. */
export function attachments(
  references: readonly GatewayReference[],
  listenersOf: (parent: ParentRef) => readonly GatewayListener[],
  namespaces: NamespaceLabels,
  report: Report,
): readonly Attachment[] {
  return references.flatMap(({ route, parent }) => {
    const all = listenersOf(parent);
    const tried = all
      .filter((listener) => isMeant(parent, listener))
      .map((listener) => attach(route, parent, listener, namespaces, report));
    const reasons = tried.filter((one) => typeof one === 'string');
    const taken = tried.filter((one) => typeof one !== 'string');
    if (taken.length === 0) reportDetached(route, parent, reasons, all, report);
    else reportIgnoredNames(route, parent, taken, report);
    return taken.flatMap((one) => withoutIsolated(one, all, report));
  });
}

function reportDetached(
  route: Route,
  parent: ParentRef,
  reasons: readonly string[],
  all: readonly GatewayListener[],
  report: Report,
): void {
  const names = all.flatMap(({ name }) => name ?? []);
  const near = parent.sectionName === null ? null : nearest(parent.sectionName, names);
  const shown = reasons.length === 0 ? noneMeant(parent, all) : reasons.slice(0, 3).join('; ');
  const text = `${named(route.object)} is not attached to Gateway ${plain(parent.namespace)}/${plain(parent.name)}: ${shown}`;
  const fix =
    near !== null && reasons.length === 0
      ? `write sectionName: ${plain(near)}`
      : 'change the parentRef, or what the listener allows';
  report(warning('route-not-attached', parent.field.place, text, fix));
}

function noneMeant({ sectionName, port }: ParentRef, all: readonly GatewayListener[]): string {
  if (all.length === 0) return 'it has no listener that works';
  const wanted = [sectionName === null ? '' : ` named ${plain(sectionName)}`, port === null ? '' : ` on port ${port}`].join('');
  return `it has no listener${wanted} (there is ${all
    .map((one) => `${plain(one.name ?? '')} on port ${one.port}`)
    .slice(0, 5)
    .join(', ')})`;
}

/** "Any HTTPRoute hostnames that do not match the Listener hostname MUST be ignored" (`HTTPRouteSpec.hostnames`). */
function reportIgnoredNames(route: Route, parent: ParentRef, taken: readonly Attachment[], report: Report): void {
  for (const field of route.hostnames) {
    const name = field.text ?? '';
    if (taken.some(({ listener }) => overlaps(name, listener.hostname))) continue;
    const text = `${named(route.object)}: host name ${plain(name)} fits no listener of Gateway ${plain(parent.namespace)}/${plain(parent.name)} and is ignored there`;
    report(warning('host-ignored', field.place, text, 'remove it, or give a listener that name'));
  }
}

/**
 * "Requests SHOULD match at most one Listener" (`GatewaySpec.listeners`, listener isolation): a name that a more specific listener of the
 * same port and protocol owns is never asked for here.
 */
function withoutIsolated(attachment: Attachment, all: readonly GatewayListener[], report: Report): readonly Attachment[] {
  const { route, listener } = attachment;
  const hosts = attachment.hosts.filter((host) => {
    const owner = ownerOf(host, listener, all);
    if (owner === undefined) return true;
    if (hostnamesOf(route).includes(host)) {
      const text = `${named(route.object)}: requests for ${plain(host)} go to listener ${plain(owner.name ?? '')}, whose host name is more specific, and not to listener ${plain(listener.name ?? '')}`;
      report(
        warning(
          'host-isolated',
          attachment.parent.field.place,
          text,
          `attach the route to listener ${plain(owner.name ?? '')} as well`,
        ),
      );
    }
    return false;
  });
  return hosts.length === 0 ? [] : [{ ...attachment, hosts }];
}

const ownerOf = (host: string, listener: GatewayListener, all: readonly GatewayListener[]): GatewayListener | undefined =>
  all.find(
    (other) =>
      other.port === listener.port &&
      other.protocol === listener.protocol &&
      other.hostname !== listener.hostname &&
      isCoveredBy(host, other.hostname) &&
      isCoveredBy(other.hostname, listener.hostname),
  );
