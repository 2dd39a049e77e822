import type { NginxBalance } from '../gateway-kind.ts';
import type { StreamPort } from '../plan/port-plan.ts';
import { tlsLines } from './http-section.ts';
import { block, comment, socket } from './quoted.ts';
import { Targets } from './targets.ts';

/** The `stream` block, for ports that hand on bytes. */
export function streamSection(ports: readonly StreamPort[], balance: NginxBalance): readonly string[] {
  const targets = new Targets({ balance, key: '$remote_addr $remote_port $connection $msec', upstreamEnd: [] });
  const servers = ports.flatMap((port) => server(port, targets.nameOf(port.split)));
  const statuses = new Set(
    ports.flatMap(({ split }) => split.parts.flatMap((part) => (part.kind === 'status' ? [part.status] : []))),
  );
  // There is no status without HTTP: a server that is down closes the connection.
  const closing = [...statuses].flatMap((status) => block(`upstream status_${status}`, ['server 127.0.0.1:1 down;']));
  return block('stream', [...SETTINGS, ...closing, ...targets.lines(), ...servers]);
}

const SETTINGS: readonly string[] = [
  'proxy_connect_timeout 10s;',
  'proxy_timeout 1h;',
  // A client that ends after its line still gets the answer (nginx 1.21.4 or later).
  'proxy_half_close on;',
  // A connection that a pod refuses would go to the next server of the list, which may be of another version.
  'proxy_next_upstream off;',
];

function server({ id, at, tls }: StreamPort, target: string): readonly string[] {
  const lines = [`listen ${socket(at)}${tls === null ? '' : ' ssl'} backlog=4096;`, ...tlsLines(tls), `proxy_pass ${target};`];
  return [comment(id), ...block('server', lines)];
}
