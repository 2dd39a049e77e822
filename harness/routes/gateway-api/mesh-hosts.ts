import type { Place } from '../../model/place.ts';
import { bySpecificity } from '../istio/host-match.ts';
import { named, plain } from '../object-name.ts';
import { warning } from '../problem.ts';
import type { VirtualHost } from '../route-table.ts';
import type { Report } from './context.ts';
import type { MeshAttachment } from './mesh-attachments.ts';
import { meshRules } from './mesh-rules.ts';
import type { RouteKind } from './route.ts';
import type { RulesOf } from './rules-of.ts';

/** "Route type specificity is defined in the following order (first one wins)" (GEP-1294); UDP stands apart. */
const PRECEDENCE: readonly RouteKind[] = ['GRPCRoute', 'HTTPRoute', 'TLSRoute', 'TCPRoute'];

/**
 * The virtual hosts of the mesh: for every service one for each port that a route names, which holds the routes for all ports too, and one
 * for the remaining ports.
 */
export function meshHosts(attached: readonly MeshAttachment[], rulesOf: RulesOf, report: Report): readonly VirtualHost[] {
  const byHost = Map.groupBy(attached, ({ host }) => host);
  return [...byHost]
    .flatMap(([host, all]) => portsOf(all).map((port) => meshHost(host, port, all, rulesOf, report)))
    .sort((a, b) => bySpecificity(a.host, b.host));
}

/** Ports that routes name, then null where some route names none. */
const portsOf = (all: readonly MeshAttachment[]): readonly (number | null)[] => {
  const ports = [...new Set(all.map(({ port }) => port))];
  return [...ports.filter((port) => port !== null).sort((a, b) => a - b), ...(ports.includes(null) ? [null] : [])];
};

function meshHost(
  host: string,
  port: number | null,
  all: readonly MeshAttachment[],
  rulesOf: RulesOf,
  report: Report,
): VirtualHost {
  const fitting = all.filter((one) => one.port === port || one.port === null);
  const packets = fitting.filter(({ route }) => route.kind === 'UDPRoute');
  const streams = ofFirstKind(
    fitting.filter((one) => !packets.includes(one)),
    report,
  );
  const kind = streams[0]?.route.kind;
  const { rules, rivals } = meshRules(host, streams, rulesOf, report);
  const udp = meshRules(host, packets, rulesOf, report);
  return {
    host,
    port,
    http: kind === 'HTTPRoute' || kind === 'GRPCRoute' ? rules : [],
    tls: kind === 'TLSRoute' ? rules : [],
    tcp: kind === 'TCPRoute' ? rules : [],
    udp: udp.rules,
    rivals: rivals ?? udp.rivals,
    place: placeOf(fitting, all),
  };
}

const placeOf = (fitting: readonly MeshAttachment[], all: readonly MeshAttachment[]): Place => {
  const [first] = [...fitting, ...all];
  if (first === undefined) throw new RangeError('a host without a route');
  return first.parent.field.place;
};

/** Of routes of several kinds at one port only those of the first kind count. */
function ofFirstKind(fitting: readonly MeshAttachment[], report: Report): readonly MeshAttachment[] {
  const kind = PRECEDENCE.find((one) => fitting.some(({ route }) => route.kind === one));
  for (const { route, parent, host } of fitting.filter((one) => one.route.kind !== kind)) {
    const text = `${named(route.object)} is refused, because ${plain(host)} has a ${kind} at the same port`;
    report(warning('route-conflict', parent.field.place, text, 'attach routes of one kind to a port'));
  }
  return fitting.filter(({ route }) => route.kind === kind);
}
