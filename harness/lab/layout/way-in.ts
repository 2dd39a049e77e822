import { LabError } from '../lab-error.ts';
import type { LabListener, Layout } from './layout.ts';
import { listenerFor } from './pod-command.ts';

/** Who sends a request: a client before a gateway, one in the mesh, or one that has no sidecar. */
export type Sender = 'gateway' | 'mesh' | 'outside';

/** A gateway by name; null: any of the name in whatever namespace. */
interface GatewayName {
  readonly namespace: string | null;
  readonly name: string;
}

/**
 * The listener that a request meets first: a service is called by its name, whatever else has a host belongs to a gateway. Null when
 * nothing listens for it.
 */
export function findWayIn(
  layout: Layout,
  host: string,
  port: number,
  from: Sender,
  gateway: GatewayName | null = null,
): LabListener | null {
  const byName = from === 'gateway' ? null : listenerFor(layout, from, host, port, 'default');
  if (byName !== null && hasEndpoints(byName)) return byName;
  const atPort = layout.listeners.filter((listener) => listener.kind === 'gateway' && listener.port === port);
  return atPort.find((listener) => belongsTo(listener, gateway)) ?? atPort[0] ?? byName;
}

/** A Service without pods of its own may be the one in front of the ingress gateway, whose pods no manifest holds. */
const hasEndpoints = (listener: LabListener): boolean => listener.kind === 'gateway' || listener.service.endpoints.length > 0;

/** The same; @throws LabError when nothing listens */
export function wayIn(...asked: Parameters<typeof findWayIn>): LabListener {
  const found = findWayIn(...asked);
  if (found !== null) return found;
  const [layout, host, port] = asked;
  const place = layout.table.entries[0]?.place ?? { file: 'the manifests', line: 1 };
  const ports = [...new Set(layout.listeners.map((listener) => listener.port))];
  throw new LabError(place, `nothing in this lab listens for ${host}:${port}`, `ask for one of the ports ${ports.join(', ')}`);
}

function belongsTo(listener: LabListener, gateway: GatewayName | null): boolean {
  if (gateway === null || listener.kind !== 'gateway') return false;
  const isMeant = ({ name, namespace }: { readonly name: string; readonly namespace: string }) =>
    name === gateway.name && (gateway.namespace === null || namespace === gateway.namespace);
  return listener.entries.some((entry) => entry.gateway !== null && isMeant(entry.gateway));
}
