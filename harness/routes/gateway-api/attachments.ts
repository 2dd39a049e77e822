import { nearest } from '../../text/nearest.ts';
import { overlaps } from '../istio/host-match.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { named, plain } from '../object-name.ts';
import { warning } from '../problem.ts';
import { type Attachment, attach, isMeant, type NamespaceLabels } from './attachment.ts';
import type { Report } from './context.ts';
import type { GatewayListener } from './listener.ts';
import type { ParentRef } from './parent-ref.ts';
import type { Route } from './route.ts';

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
    return taken;
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
