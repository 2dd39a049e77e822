import type { Entry } from '../route-table.ts';
import type { Attachment } from './attachment.ts';
import { withoutConflicts } from './conflicts.ts';
import type { Report } from './context.ts';
import type { GatewayListener } from './listener.ts';
import type { MeshAttachment } from './mesh-attachments.ts';
import { meshHosts } from './mesh-hosts.ts';
import type { RulesOf } from './rules-of.ts';
import { virtualHosts } from './virtual-hosts.ts';

/** An entry for every listener, also for those without routes: they answer 404. */
export function gatewayEntries(
  listeners: readonly GatewayListener[],
  attached: readonly Attachment[],
  rulesOf: RulesOf,
  report: Report,
): readonly Entry[] {
  const byListener = Map.groupBy(attached, ({ listener }) => listener);
  return listeners.map((listener) => ({
    kind: 'gateway',
    api: 'gateway-api',
    gateway: listener.gateway,
    listener: {
      name: listener.name,
      port: listener.port,
      protocol: listener.protocol,
      hosts: [listener.hostname],
      tls: listener.tls,
      // The infrastructure of a Gateway, its Service included, is made by the implementation.
      nodePort: null,
      ...(listener.isAssumed ? { isAssumed: true } : {}),
    },
    hosts: virtualHosts(withoutConflicts(byListener.get(listener) ?? [], report), rulesOf, report),
    place: listener.place,
  }));
}

/** The mesh, if any route is attached to a service. */
export function meshEntry(attached: readonly MeshAttachment[], rulesOf: RulesOf, report: Report): readonly Entry[] {
  const [first] = attached;
  if (first === undefined) return [];
  const hosts = meshHosts(attached, rulesOf, report);
  return [{ kind: 'mesh', api: 'gateway-api', gateway: null, listener: null, hosts, place: first.parent.field.place }];
}
