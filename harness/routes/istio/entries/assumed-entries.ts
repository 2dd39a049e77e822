import { shown } from '../../../text/shown.ts';
import type { Field } from '../../field.ts';
import { named, plain } from '../../object-name.ts';
import { missing } from '../../problem.ts';
import type { Entry, ListenerProtocol, Rule, VirtualHost } from '../../route-table.ts';
import { MESH } from '../gateway-name.ts';
import type { GatewayServer } from '../gateways/server.ts';
import { bySpecificity } from '../host-match.ts';
import type { PlaceableRule } from '../rules/http-rule.ts';
import type { Report, Surroundings } from '../surroundings.ts';
import type { VirtualService } from '../virtual-services/virtual-service.ts';
import { mergeShares } from './combine-shares.ts';
import { addShare, type SharesByHost } from './shares-of-server.ts';

/** What a gateway is taken to listen to that no file describes, by the kind of rules that are bound to it. */
const ASSUMED = [
  { kind: 'http', protocol: 'HTTP', port: 80 },
  { kind: 'tls', protocol: 'TLS', port: 443 },
  { kind: 'tcp', protocol: 'TCP', port: 0 },
] as const satisfies readonly { kind: keyof VirtualHost; protocol: ListenerProtocol; port: number }[];

/** Ways in through gateways that rules name and that are not in the files: reported, and shown with a port that is only assumed. */
export function assumedEntries(
  servers: readonly GatewayServer[],
  virtualServices: readonly VirtualService[],
  surroundings: Surroundings,
): readonly Entry[] {
  const known = [...new Set(servers.map(({ gateway }) => gateway))];
  const absent = new Map<string, Field>();
  for (const { gateways } of virtualServices) {
    for (const { name, field } of gateways) {
      if (name === MESH || known.includes(name)) continue;
      reportMissing(name, field, known, surroundings);
      if (!absent.has(name)) absent.set(name, field);
    }
  }
  return [...absent].flatMap(([gateway, field]) => entriesOf(gateway, field, virtualServices, surroundings.report));
}

function reportMissing(name: string, field: Field, known: readonly string[], { report, suggest }: Surroundings): void {
  const meant = suggest(name, () => known);
  const add = `add Gateway ${plain(name)} to the files`;
  report(
    missing(
      'gateway-missing',
      field.place,
      `${named(field.object)}: ${field.where} ${shown(field.text ?? '')} is no Gateway in these files (${listed(known)})`,
      meant === null ? add : `write ${plain(meant)}, or ${add}`,
    ),
  );
}

/** At most a handful, for a message stays one line. */
const listed = (known: readonly string[]): string =>
  known.length === 0
    ? 'there is none'
    : `${known.slice(0, 5).map(plain).join(', ')}${known.length > 5 ? ` and ${known.length - 5} more` : ''}`;

function entriesOf(gateway: string, field: Field, virtualServices: readonly VirtualService[], report: Report): readonly Entry[] {
  const [namespace = '', name = ''] = gateway.split('/');
  const bound = virtualServices.filter(({ gateways }) => gateways.some((candidate) => candidate.name === gateway));
  return ASSUMED.flatMap(({ kind, protocol, port }): Entry[] => {
    const shares = sharesOf(gateway, kind, bound);
    const hosts = [...shares]
      .map(([host, list]) => mergeShares(host, list, report))
      .sort((a, b) => bySpecificity(a.host, b.host));
    if (hosts.length === 0) return [];
    const tls = kind === 'tls' ? ({ mode: 'passthrough', credentialName: null, place: field.place } as const) : null;
    const listener = {
      name: null,
      port: portOf(hosts, kind) ?? port,
      protocol,
      hosts: hosts.map(({ host }) => host),
      tls,
      nodePort: null,
    };
    return [
      {
        kind: 'gateway',
        api: 'istio',
        gateway: { namespace, name },
        listener: { ...listener, isAssumed: true },
        hosts,
        place: field.place,
      },
    ];
  });
}

function sharesOf(gateway: string, kind: 'http' | 'tls' | 'tcp', bound: readonly VirtualService[]): SharesByHost {
  const shares: SharesByHost = new Map();
  const wayIn = { gateway, port: null, isTls: false, labels: null };
  const rules = (list: readonly PlaceableRule[]): readonly Rule[] => list.flatMap((rule) => rule.at(wayIn) ?? []);
  for (const virtualService of bound) {
    const none = { object: virtualService.object, http: [], tls: [], tcp: [] };
    for (const { host, field } of virtualService.hosts) {
      addShare(shares, kind === 'tcp' ? '*' : host, { ...none, place: field.place, [kind]: rules(virtualService[kind]) });
    }
  }
  return shares;
}

/** The port that the rules speak of: of the first match with one, else of the first destination. */
function portOf(hosts: readonly VirtualHost[], kind: 'http' | 'tls' | 'tcp'): number | null {
  const rules = hosts.flatMap((host) => host[kind]);
  const asked = rules.flatMap(({ matches }) => matches.flatMap(({ conditions }) => conditions)).find(({ on }) => on === 'port');
  if (asked?.on === 'port') return asked.port;
  const [action] = kind === 'tcp' ? rules.map((rule) => rule.action) : [];
  return action?.kind === 'forward' ? (action.destinations[0]?.port ?? null) : null;
}
