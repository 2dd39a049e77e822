import type { Problem } from '../model/routes-report.ts';
import { warning } from './problem.ts';
import type { Entry, VirtualHost } from './route-table.ts';

/** The table's entries, with one mesh for the rules of both APIs, last. */
export function oneMesh(entries: readonly Entry[]): {
  readonly entries: readonly Entry[];
  readonly problems: readonly Problem[];
} {
  const gateways = entries.filter(({ kind }) => kind === 'gateway');
  const meshes = entries.filter(({ kind }) => kind === 'mesh');
  const [first] = meshes;
  if (first === undefined) {
    return { entries: gateways, problems: [] };
  }
  const istioHosts = hostsOf(meshes, 'istio');
  const routeHosts = hostsOf(meshes, 'gateway-api');
  const claims = routeHosts.flatMap((route) =>
    istioHosts.filter((other) => isSameHost(route, other)).map((other) => ({ route, other })),
  );
  const replaced = new Set<VirtualHost>(
    claims.flatMap(({ route, other }) => (route.port === null || route.port === other.port ? [route, other] : [route])),
  );
  const hosts = [
    ...[...istioHosts, ...routeHosts].filter((host) => !replaced.has(host)),
    ...claims.map(({ route, other }) => rivals(route, other)),
  ];
  return { entries: [...gateways, { ...first, hosts }], problems: claims.map(({ route, other }) => claimedTwice(route, other)) };
}

const hostsOf = (meshes: readonly Entry[], api: Entry['api']): readonly VirtualHost[] =>
  meshes.filter((entry) => entry.api === api).flatMap(({ hosts }) => hosts);

const isSameHost = (a: VirtualHost, b: VirtualHost): boolean => a.host.toLowerCase() === b.host.toLowerCase();

/**
 * A sidecar takes the first that names a host: routes attached to a Service in the client's own namespace before anything else, and then the
 * oldest, whichever API it is written in (pilot: SelectVirtualServices, sortConfigByCreationTime). So the files alone do not decide.
 */
const rivals = (route: VirtualHost, other: VirtualHost): VirtualHost => ({
  ...route,
  http: [...other.http, ...route.http],
  tls: [...other.tls, ...route.tls],
  tcp: [...other.tcp, ...route.tcp],
  udp: [...other.udp, ...route.udp],
  rivals: 'one-of',
});

const objectsOf = ({ http, tls, tcp, udp }: VirtualHost): string =>
  [...new Set([...http, ...tls, ...tcp, ...udp].map(({ object }) => `${object.kind} ${object.namespace}/${object.name}`))].join(
    ', ',
  );

const claimedTwice = (route: VirtualHost, other: VirtualHost): Problem =>
  warning(
    'host-claimed-twice',
    route.place,
    `${objectsOf(route)}: host ${route.host} has rules of ${objectsOf(other)} too (${other.place.file}:${other.place.line}); which hold depends on the namespace of the client and on which is older`,
    'keep the rules of one API for a host',
  );
