import type { LabListener, Layout } from './layout/layout.ts';
import { schemeOf } from './layout/listener-scheme.ts';
import type { RunningLab } from './running-lab.ts';

/** Where everything of a running lab is reached, a line per way in: `tcp://127.0.0.1:12001  gateway :31400`. */
export function addressLines(layout: Layout, lab: Pick<RunningLab, 'listenAt' | 'admin'>, gateway: string): readonly string[] {
  const rows = layout.listeners.map((listener) => [urlOf(listener, lab.listenAt(listener).port), nameOf(listener)] as const);
  const admin = [`http://${lab.admin.host}:${lab.admin.port}/`, `pages and counters of ${gateway}`] as const;
  const width = Math.max(...[...rows, admin].map(([url]) => url.length));
  const line = ([url, name]: readonly [string, string]) => `  ${url.padEnd(width)}  ${name}`;
  const pods = layout.pods.length === 1 ? '1 pod' : `${layout.pods.length} pods`;
  return [`lab: ${pods} behind ${gateway}`, '', ...rows.map(line), line(admin)];
}

function urlOf(listener: LabListener, port: number): string {
  return `${schemeOf(listener)}://127.0.0.1:${port}${schemeOf(listener) === 'tcp' ? '' : '/'}`;
}

const CLUSTER_DOMAIN = /\.svc\.cluster\.local$/;

function nameOf(listener: LabListener): string {
  if (listener.kind !== 'gateway') {
    // The short name, so that a line fits a terminal of 80 columns.
    const host = listener.service.host.replace(CLUSTER_DOMAIN, '');
    return `${host}:${listener.port} ${listener.kind === 'mesh' ? 'with sidecar' : 'without'}`;
  }
  const hosts = [...new Set(listener.entries.flatMap((entry) => entry.hosts.map(({ host }) => host)))];
  return `gateway :${listener.port} ${hosts.length === 0 ? 'without routes' : hosts.join(', ')}`;
}
