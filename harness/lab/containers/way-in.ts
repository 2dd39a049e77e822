import { LabError } from '../lab-error.ts';
import type { LabListener, Layout } from '../layout/layout.ts';
import { listenerFor } from '../layout/pod-command.ts';

/** The listener that a request meets first. A service is called by its name; whatever else has a host belongs to a gateway. */
export function wayIn(layout: Layout, host: string, port: number, from: 'gateway' | 'mesh' | 'outside'): LabListener {
  const byName = from === 'gateway' ? null : listenerFor(layout, from, host, port, 'default');
  const found = byName ?? layout.listeners.find((listener) => listener.kind === 'gateway' && listener.port === port);
  if (found !== undefined) return found;
  const place = layout.table.entries[0]?.place ?? { file: 'the manifests', line: 1 };
  throw new LabError(place, `nothing in this lab listens for ${host}:${port}`, 'ask for a port of a gateway or of a service');
}
