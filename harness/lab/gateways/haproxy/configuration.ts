import type { Layout } from '../../layout/layout.ts';
import type { HaproxyBalance } from '../gateway-kind.ts';
import { refuseNotExpressible } from '../not-expressible.ts';
import { planPorts } from '../plan/plan-ports.ts';
import type { StreamPort } from '../plan/port-plan.ts';
import type { Wiring } from '../wiring.ts';
import { Backends } from './backends.ts';
import { bindLine } from './bind.ts';
import { httpFrontend } from './http-frontend.ts';
import { comment, section } from './quoted.ts';

/** What HAProxy is told beside the routes. */
export interface HaproxyOptions {
  readonly balance: HaproxyBalance;
}

/**
 * The whole configuration of an HAProxy that stands for the ingress gateway and every sidecar of a lab: a frontend per gateway port and
 * per service port.
 *
 * @param _folder where HAProxy may write; it does not
 * @throws LabError naming file and line of what HAProxy cannot do
 */
export function haproxyConfiguration(layout: Layout, wiring: Wiring, _folder: string, { balance }: HaproxyOptions): string {
  refuseNotExpressible('haproxy', layout, { haproxyBalance: balance });
  const http = new Backends('http', balance);
  const tcp = new Backends('tcp', balance);
  const frontends = planPorts(layout, wiring).flatMap((port, index) =>
    port.kind === 'http' ? httpFrontend(port, index, http) : streamFrontend(port, index, tcp),
  );
  const lines = [...BEGIN, ...admin(wiring), ...frontends, ...http.lines(), ...tcp.lines()];
  return `${lines.join('\n')}\n`;
}

/**
 * One thread, so that a rotation is one rotation. Istio limits no time unless a route does. Nothing is tried again unless a pool says so, and
 * a request may be as large as Envoy takes them: 60 KiB of headers, 16 KiB without a word.
 */
const BEGIN: readonly string[] = [
  ...section('global', ['maxconn 4096', 'nbthread 1', 'tune.bufsize 65536']),
  ...section('defaults', ['timeout connect 10s', 'timeout client 1h', 'timeout server 1h', 'retries 0']),
];

const admin = (wiring: Wiring): readonly string[] =>
  section('frontend admin', ['mode http', bindLine(wiring.admin, null), 'stats enable', 'stats uri /']);

function streamFrontend({ id, at, tls, split }: StreamPort, index: number, backends: Backends): readonly string[] {
  const lines = [comment(id), 'mode tcp', bindLine(at, tls), ...backends.useLines(split, '')];
  return section(`frontend tcp_port_${index}`, lines);
}
