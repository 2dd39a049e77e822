import { intersection } from '../istio/host-match.ts';
import { named, plain } from '../object-name.ts';
import { missing } from '../problem.ts';
import type { Report } from './context.ts';
import type { GatewayListener } from './listener.ts';
import { listenerName } from './listener.ts';
import { selects } from './namespace-selector.ts';
import type { ParentRef } from './parent-ref.ts';
import { hostnamesOf, type Route } from './route.ts';

/** A route at a listener, with the host names that both accept. */
export interface Attachment {
  readonly route: Route;
  readonly parent: ParentRef;
  readonly listener: GatewayListener;
  readonly hosts: readonly string[];
}

/** Labels of the namespaces that are in the files. */
export type NamespaceLabels = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Whether a parentRef means this listener: `sectionName` and `port` must both fit where they are written (`ParentReference`). */
export const isMeant = (parent: ParentRef, listener: GatewayListener): boolean =>
  (parent.sectionName === null || parent.sectionName === listener.name) &&
  (parent.port === null || parent.port === listener.port);

/** The attachment, or why the listener does not take the route: kind, namespace and host name, in this order. */
export function attach(
  route: Route,
  parent: ParentRef,
  listener: GatewayListener,
  namespaces: NamespaceLabels,
  report: Report,
): Attachment | string {
  const name = plain(listenerName(listener));
  if (!listener.kinds.includes(route.kind)) return `listener ${name} (${listener.protocol}) takes no ${route.kind}`;
  if (!isNamespaceAllowed(route, parent, listener, namespaces, report)) {
    return `listener ${name} takes no routes of namespace ${plain(route.object.namespace)}`;
  }
  const hosts = intersection(hostnamesOf(route), [listener.hostname]);
  if (hosts.length === 0) return `no host name of the route fits ${plain(listener.hostname)} of listener ${name}`;
  return { route, parent, listener, hosts };
}

/** `allowedRoutes.namespaces`: `Same` where nothing is written. A namespace whose labels are unknown is let in, and said to be unknown. */
function isNamespaceAllowed(
  route: Route,
  parent: ParentRef,
  listener: GatewayListener,
  namespaces: NamespaceLabels,
  report: Report,
): boolean {
  const { namespace } = route.object;
  const from = listener.namespaces === null ? 'All' : (listener.namespaces.at('from').text ?? 'Same');
  if (from === 'Same') return namespace === listener.gateway.namespace;
  if (from !== 'Selector' || listener.namespaces === null) return from === 'All';
  const verdict = selects(listener.namespaces.at('selector'), namespace, namespaces.get(namespace) ?? null);
  if (verdict !== null) return verdict;
  const text = `${named(route.object)}: listener ${plain(listenerName(listener))} takes namespaces by label, and Namespace ${plain(namespace)} is not in these files`;
  report(
    missing('namespace-missing', parent.field.place, text, 'give the file of the Namespace too; the route is taken to be let in'),
  );
  return true;
}
