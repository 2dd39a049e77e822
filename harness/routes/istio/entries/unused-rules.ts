import { named, plain } from '../../object-name.ts';
import { warning } from '../../problem.ts';
import { MESH } from '../gateway-name.ts';
import { acceptedHosts } from '../gateways/accepted-hosts.ts';
import type { GatewayServer } from '../gateways/server.ts';
import type { PlaceableRule } from '../rules/http-rule.ts';
import type { Report } from '../surroundings.ts';
import type { VirtualService } from '../virtual-services/virtual-service.ts';
import { wayInto } from './shares-of-server.ts';

const KINDS = ['http', 'tls', 'tcp'] as const;

/** Says which hosts and rules of a VirtualService its gateways do not take: they would vanish without a word. */
export function reportUnused(virtualService: VirtualService, servers: readonly GatewayServer[], report: Report): void {
  for (const { name } of virtualService.gateways) {
    const own = servers.filter(({ gateway }) => gateway === name);
    if (own.length > 0) reportHosts(virtualService, name, own, report);
  }
  if (virtualService.gateways.some(({ name }) => name !== MESH && !servers.some(({ gateway }) => gateway === name))) return;
  const open = servers.filter(
    (server) =>
      virtualService.gateways.some(({ name }) => name === server.gateway) && acceptedHosts(virtualService, server).length > 0,
  );
  const isInMesh = virtualService.gateways.some(({ name }) => name === MESH);
  if (open.length === 0 && !isInMesh) return;
  for (const kind of KINDS) for (const rule of virtualService[kind]) reportRule(rule, kind, open, isInMesh, report);
}

function reportHosts(virtualService: VirtualService, gateway: string, servers: readonly GatewayServer[], report: Report): void {
  const accepted = servers.flatMap((server) => acceptedHosts(virtualService, server));
  // Bytes carry no name: one accepted host lets the whole VirtualService in.
  if (accepted.length > 0 && virtualService.http.length + virtualService.tls.length === 0) return;
  const takes = [
    ...new Set(
      servers.flatMap(({ hosts }) => hosts.map(({ host, namespace }) => `${namespace === null ? '' : `${namespace}/`}${host}`)),
    ),
  ];
  for (const { host, field } of virtualService.hosts) {
    if (accepted.some(({ from }) => from.field === field) || accepted.some((other) => other.host === host)) continue;
    report(
      warning(
        'host-not-accepted',
        field.place,
        `${named(virtualService.object)}: Gateway ${plain(gateway)} does not take host ${plain(host)}, only ${takes.map(plain).join(', ')}`,
        `add ${plain(host)} to the hosts of a server of that Gateway, or write a host that it takes`,
      ),
    );
  }
}

function reportRule(
  rule: PlaceableRule,
  kind: (typeof KINDS)[number],
  open: readonly GatewayServer[],
  isInMesh: boolean,
  report: Report,
): void {
  const fitting = open.filter(({ takes }) => takes === kind);
  if (fitting.some((server) => rule.at(wayInto(server)) !== null)) return;
  if (isInMesh && rule.at({ gateway: MESH, port: null, isTls: false, labels: null }) !== null) return;
  const servers = open.map(
    ({ gateway, port, protocol, tls }) => `${plain(gateway)} port ${port} ${protocol}${tls === null ? '' : ` ${tls.mode}`}`,
  );
  const why =
    fitting.length === 0
      ? `no server of its gateways takes ${kind} rules (${servers.join(', ')})`
      : `its match fits no gateway and no port that the VirtualService is bound to (${servers.join(', ')})`;
  report(
    warning(
      'rules-not-used',
      rule.place,
      `${named(rule.object)}: ${rule.where} is not in force: ${why}`,
      fitting.length === 0 ? takesInstead(kind) : 'correct match.gateways or match.port',
    ),
  );
}

const takesInstead = (kind: (typeof KINDS)[number]): string =>
  ({
    http: 'use a server of protocol HTTP, or HTTPS that terminates TLS',
    tls: 'use a server of protocol TLS or HTTPS in mode PASSTHROUGH',
    tcp: 'use a server of protocol TCP, or TLS that is terminated',
  })[kind];
