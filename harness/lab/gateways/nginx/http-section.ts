import type { NginxBalance } from '../gateway-kind.ts';
import type { HttpPort, PortTls } from '../plan/port-plan.ts';
import type { Address } from '../wiring.ts';
import { block, comment, socket } from './quoted.ts';
import { RequestTexts } from './request-texts.ts';
import { StepRows } from './step-rows.ts';
import { Targets } from './targets.ts';

/** The `http` block: what every request needs, then a server per port. */
export function httpSection(
  ports: readonly HttpPort[],
  balance: NginxBalance,
  folder: string,
  admin: Address,
): readonly string[] {
  const paths = temporaryPaths(folder);
  const counters = block('server', [`listen ${socket(admin)};`, 'location / { stub_status; }']);
  // Without a port nothing sets the variables that the rest reads.
  if (ports.length === 0) return block('http', [...paths, 'access_log off;', ...counters]);
  const targets = new Targets({ balance, key: '$request_id', upstreamEnd: ['keepalive 64;'] });
  const texts = new RequestTexts();
  const rows = new StepRows(targets);
  ports.forEach((port, index) => {
    texts.choose(`wb_port_${index}`, port.hosts, (step) => rows.nameOf(step));
  });
  const answers = rows.answers();
  const servers = ports.flatMap((port, index) => server(port, index, answers));
  const maps = [...FIXED_MAPS, ...targets.lines(), ...texts.lines(), ...rows.lines()];
  return block('http', [...paths, ...SETTINGS, ...maps, ...counters, ...servers]);
}

/** The paths compiled into nginx belong to root; the folder of the lab is one that it can write. */
const temporaryPaths = (folder: string): readonly string[] =>
  ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`);

const SETTINGS: readonly string[] = [
  'access_log off;',
  'variables_hash_max_size 65536;',
  'variables_hash_bucket_size 128;',
  'map_hash_max_size 65536;',
  'map_hash_bucket_size 128;',
  // Headers that nginx would drop without a word.
  'ignore_invalid_headers off;',
  'underscores_in_headers on;',
  'client_max_body_size 0;',
  // Long addresses and many headers: Envoy takes 60 KiB of them, nginx 8 KiB by itself.
  'client_header_buffer_size 4k;',
  'large_client_header_buffers 8 64k;',
  'proxy_buffer_size 64k;',
  'proxy_buffers 8 64k;',
  // nginx ends a connection after 1000 requests otherwise, which a client counts as a failure.
  'keepalive_requests 1000000000;',
  'keepalive_timeout 1h;',
  'proxy_http_version 1.1;',
  'proxy_set_header Connection "";',
  'proxy_set_header Host $wb_authority;',
  'proxy_set_header X-Request-Id $wb_request_id;',
  'proxy_redirect off;',
  // A pod that fails is seen as 502. nginx would ask the next server of the list instead, which may be of another version, and would repeat
  // what a pod may have served already: it does not tell a refused connection from a lost answer.
  'proxy_next_upstream off;',
  'proxy_connect_timeout 10s;',
  'proxy_read_timeout 1h;',
  'proxy_send_timeout 1h;',
];

/** `geo` is the one directive whose values hold no variables: so a dollar sign comes into a text. */
const FIXED_MAPS: readonly string[] = [
  ...block('geo $wb_dollar', ['default "$";']),
  ...block('map $request_uri $wb_path', ['"~^([^?]*)" $1;']),
  ...block('map $http_x_request_id $wb_request_id', ['"" $request_id;', 'default $http_x_request_id;']),
];

function server({ id, at, tls }: HttpPort, index: number, answers: readonly string[]): readonly string[] {
  return [
    comment(id),
    ...block('server', [
      `listen ${socket(at)}${tls === null ? '' : ' ssl'} backlog=4096;`,
      ...tlsLines(tls),
      `set $wb_step $wb_port_${index};`,
      ...answers,
      'location / { proxy_pass http://$wb_target$wb_uri; }',
    ]),
  ];
}

/** How a port shows itself; the names are the same in both modules. */
export function tlsLines(tls: PortTls | null): readonly string[] {
  if (tls === null) return [];
  const mutual = tls.isMutual ? [`ssl_client_certificate "${tls.authority}";`, 'ssl_verify_client on;'] : [];
  return [`ssl_certificate "${tls.certificate}";`, `ssl_certificate_key "${tls.key}";`, ...mutual];
}
