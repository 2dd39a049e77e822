import type { Layout } from '../../layout/layout.ts';
import type { NginxBalance } from '../gateway-kind.ts';
import { refuseNotExpressible } from '../not-expressible.ts';
import { planPorts } from '../plan/plan-ports.ts';
import type { Wiring } from '../wiring.ts';
import { httpSection } from './http-section.ts';
import { block } from './quoted.ts';
import { streamSection } from './stream-section.ts';

/** What nginx is told beside the routes. */
export interface NginxOptions {
  readonly balance: NginxBalance;
  /** The `load_module` line of the stream module; empty where it is built in. */
  readonly streamModule: string;
}

/**
 * The whole configuration of an nginx that stands for the ingress gateway and every sidecar of a lab: a server per gateway port and per
 * service port.
 *
 * @param folder where nginx may write
 * @throws LabError naming file and line of what nginx cannot do
 */
export function nginxConfiguration(layout: Layout, wiring: Wiring, folder: string, options: NginxOptions): string {
  refuseNotExpressible('nginx', layout, { nginxBalance: options.balance });
  const ports = planPorts(layout, wiring);
  const http = ports.flatMap((port) => (port.kind === 'http' ? [port] : []));
  const streams = ports.flatMap((port) => (port.kind === 'stream' ? [port] : []));
  const lines = [
    ...(options.streamModule === '' ? [] : [options.streamModule]),
    'daemon off;',
    // One process, so that a rotation is one rotation.
    'master_process off;',
    `pid ${folder}/nginx.pid;`,
    'error_log stderr warn;',
    ...block('events', ['worker_connections 8192;']),
    ...httpSection(http, options.balance, folder, wiring.admin),
    ...streamSection(streams, options.balance),
  ];
  return `${lines.join('\n')}\n`;
}
