import { serviceOf } from '../../cluster/host-names.ts';
import type { Entry } from '../../route-table.ts';
import { MESH } from '../gateway-name.ts';
import { bySpecificity, isWildcard, overlaps } from '../host-match.ts';
import type { PlaceableRule } from '../rules/http-rule.ts';
import { reportUnknownHost } from '../rules/unknown-host.ts';
import type { WayIn } from '../rules/way-in.ts';
import type { Surroundings } from '../surroundings.ts';
import type { VirtualService, VirtualServiceHost } from '../virtual-services/virtual-service.ts';
import { chooseShare } from './combine-shares.ts';
import { addShare, type SharesByHost } from './shares-of-server.ts';

const SIDECARS: WayIn = { gateway: MESH, port: null, isTls: false, labels: null };

/** What sidecars do: one virtual host for every host that a VirtualService of the mesh names; null where none does. */
export function meshEntry(virtualServices: readonly VirtualService[], surroundings: Surroundings): Entry | null {
  const shares: SharesByHost = new Map();
  const placed = (rules: readonly PlaceableRule[]) => rules.flatMap((rule) => rule.at(SIDECARS) ?? []);
  for (const virtualService of virtualServices.filter(({ gateways }) => gateways.some(({ name }) => name === MESH))) {
    const { object, http, tls, tcp } = virtualService;
    const rules = { object, http: placed(http), tls: placed(tls), tcp: placed(tcp) };
    for (const host of virtualService.hosts) {
      reportUnlessKnown(host, surroundings);
      addShare(shares, host.host, { ...rules, place: host.field.place });
    }
  }
  const hosts = [...shares].map(([host, list]) => chooseShare(host, list, surroundings.report));
  const [first] = hosts;
  if (first === undefined) return null;
  return {
    kind: 'mesh',
    api: 'istio',
    gateway: null,
    listener: null,
    hosts: hosts.sort((a, b) => bySpecificity(a.host, b.host)),
    place: first.place,
  };
}

function reportUnlessKnown({ host, field }: VirtualServiceHost, surroundings: Surroundings): void {
  const { services } = surroundings.cluster;
  const isKnown = isWildcard(host)
    ? host === '*' || services.some((service) => overlaps(service.host, host))
    : serviceOf(services, host) !== null;
  if (!isKnown) reportUnknownHost(field, host, surroundings);
}
