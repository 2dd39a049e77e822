import type { Problem } from '../model/routes-report.ts';
import { warning } from './problem.ts';
import type { Entry, VirtualHost } from './route-table.ts';

const hostKey = ({ host, port }: VirtualHost): string => `${host.toLowerCase()} ${port ?? ''}`;

const objectsOf = ({ http, tls, tcp, udp }: VirtualHost): string =>
  [...new Set([...http, ...tls, ...tcp, ...udp].map(({ object }) => `${object.kind} ${object.namespace}/${object.name}`))].join(
    ', ',
  );

/**
 * The gateways, and then one mesh with the rules of both APIs. Where a VirtualService and routes attached to the Service name the same
 * host, the VirtualService holds alone: istiod turns routes into VirtualServices of lower precedence, and a sidecar takes the first that
 * names a host (pilot: mostSpecificHostMatch over sorted VirtualServices; istio.io "Gateway API, mesh traffic").
 */
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
  const istioHosts = meshes.filter(({ api }) => api === 'istio').flatMap(({ hosts }) => hosts);
  const routeHosts = meshes.filter(({ api }) => api === 'gateway-api').flatMap(({ hosts }) => hosts);
  const claimed = (host: VirtualHost): VirtualHost | undefined =>
    istioHosts.find((other) => hostKey({ ...other, port: null }) === hostKey({ ...host, port: null }));
  const problems = routeHosts.flatMap((host) => {
    const other = claimed(host);
    return other === undefined ? [] : [twiceClaimed(host, other)];
  });
  const hosts = [...istioHosts, ...routeHosts.filter((host) => claimed(host) === undefined)];
  return { entries: [...gateways, { ...first, hosts }], problems };
}

const twiceClaimed = (host: VirtualHost, other: VirtualHost): Problem =>
  warning(
    'host-claimed-twice',
    host.place,
    `${objectsOf(host)}: host ${host.host} already has rules of ${objectsOf(other)} (${other.place.file}:${other.place.line}), which hold alone`,
    'keep the rules of one API for a host',
  );
