import { LabError } from '../lab-error.ts';
import type { LabListener, Layout } from './layout.ts';
import { listenerFor } from './pod-command.ts';

/** Who sends a request: a client before a gateway, one in the mesh, or one that has no sidecar. */
export type Sender = 'gateway' | 'mesh' | 'outside';

/** The listener that a request meets first. A service is called by its name; whatever else has a host belongs to a gateway. */
export function wayIn(layout: Layout, host: string, port: number, from: Sender): LabListener {
  const byName = from === 'gateway' ? null : listenerFor(layout, from, host, port, 'default');
  const found = byName ?? layout.listeners.find((listener) => listener.kind === 'gateway' && listener.port === port);
  if (found !== undefined) return found;
  const place = layout.table.entries[0]?.place ?? { file: 'the manifests', line: 1 };
  const ports = [...new Set(layout.listeners.map((listener) => listener.port))];
  throw new LabError(place, `nothing in this lab listens for ${host}:${port}`, `ask for one of the ports ${ports.join(', ')}`);
}
