import type { Problem } from '../../model/routes-report.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { named, plain } from '../object-name.ts';
import { warning } from '../problem.ts';
import type { Entry } from '../route-table.ts';
import { assumedListeners } from './assumed-listeners.ts';
import { attachments, namespaceLabels } from './attachments.ts';
import type { Report } from './context.ts';
import { gatewayEntries, meshEntry } from './entries.ts';
import { gatewaysIn } from './gateways.ts';
import { withoutIsolated } from './isolation.ts';
import { listenerKey } from './listener.ts';
import { isMeshParent, meshAttachments } from './mesh-attachments.ts';
import { isListenerOwner, ownerKey } from './parent-ref.ts';
import { referenceGrants } from './reference-grants.ts';
import { type Route, routesIn } from './route.ts';
import { readOnce } from './rules-of.ts';

/**
 * Gateways and routes of the Gateway API as ways in: an entry for every listener, for every listener that has to be guessed because its
 * Gateway is not in the files, and one for the mesh if routes are attached to services.
 */
export function readGatewayApi(
  objects: readonly ManifestObject[],
  cluster: Cluster,
): { entries: readonly Entry[]; problems: readonly Problem[] } {
  const { problems, report } = collector();
  const routes = routesIn(objects);
  for (const route of routes) reportOrphans(route, report);
  const references = routes.flatMap((route) => route.parents.map((parent) => ({ route, parent })));
  const context = { cluster, grants: referenceGrants(objects), report };

  const gateways = gatewaysIn(objects, report);
  const toGateways = references.filter(({ parent }) => isListenerOwner(parent));
  const gatewayNames = new Set(gateways.map(({ object }) => ownerKey(object)));
  const assumed = assumedListeners(
    toGateways.filter(({ parent }) => !gatewayNames.has(ownerKey(parent))),
    report,
  );
  const listeners = [...gateways.flatMap((gateway) => gateway.listeners), ...assumed];
  const byGateway = Map.groupBy(listeners, listenerKey);
  const taken = attachments(toGateways, (parent) => byGateway.get(ownerKey(parent)) ?? [], namespaceLabels(objects), report);
  const attached = withoutIsolated(taken, listeners, report);
  const fromOutside = gatewayEntries(listeners, attached, readOnce({ ...context, areGrantsEnforced: true }), report);

  const toServices = references.filter(({ parent }) => isMeshParent(parent));
  const inMesh = toServices.flatMap(({ route, parent }) => meshAttachments(route, parent, cluster, report));
  const mesh = meshEntry(inMesh, readOnce({ ...context, areGrantsEnforced: false }), report);
  return { entries: [...fromOutside, ...mesh], problems };
}

/** Routes that nothing here leads to. */
function reportOrphans(route: Route, report: Report): void {
  if (route.parents.length === 0) {
    const text = `${named(route.object)} has no parentRefs, so no request reaches it`;
    report(warning('route-not-attached', route.spec.place, text, 'name a Gateway or a Service in spec.parentRefs'));
  }
  for (const parent of route.parents) {
    if (isListenerOwner(parent) || isMeshParent(parent)) continue;
    const kind = `${plain(parent.kind)} of group ${plain(parent.group)}`;
    const text = `${named(route.object)} is not attached: its parentRef names a ${kind}, which is not explained here`;
    const fix = parent.kind === 'Service' ? 'write group: "" for a Service' : 'attach it to a Gateway or a Service';
    report(warning('route-not-attached', parent.field.place, text, fix));
  }
}

/** Keeps each problem once: a route is read for gateways and for the mesh. */
function collector(): { readonly problems: readonly Problem[]; readonly report: Report } {
  const problems: Problem[] = [];
  const known = new Set<string>();
  const report: Report = (problem) => {
    const key = JSON.stringify(problem);
    if (known.has(key)) return;
    known.add(key);
    problems.push(problem);
  };
  return { problems, report };
}
