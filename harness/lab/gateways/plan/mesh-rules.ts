import { hostFit } from '../../../routes/answer/match/host-text.ts';
import { type Speech, speechOf } from '../../../routes/answer/ways/port-choice.ts';
import type { RouteTable, Rule, VirtualHost } from '../../../routes/route-table.ts';
import type { ServiceListener } from '../../layout/layout.ts';

/** How a service port is spoken to by a client with a sidecar, and the rules that hold for it there. */
export function meshRules(
  { service, servicePort }: Pick<ServiceListener, 'service' | 'servicePort'>,
  { entries }: Pick<RouteTable, 'entries'>,
): { readonly speech: Speech; readonly rules: readonly Rule[] } {
  const hosts = entries.filter(({ kind }) => kind === 'mesh').flatMap((entry) => entry.hosts);
  const virtualHost = virtualHostFor(hosts, service.host, servicePort.port);
  const speech = speechOf(servicePort) ?? detected(virtualHost);
  return { speech, rules: virtualHost?.[speech] ?? [] };
}

/** The most specific host with rules; of one host, rules for this port before rules for every port. */
function virtualHostFor(hosts: readonly VirtualHost[], name: string, port: number): VirtualHost | null {
  const candidates = hosts
    .filter((host) => host.port === null || host.port === port)
    .flatMap((host) => {
      const fit = hostFit(host.host, name.toLowerCase());
      return fit === null ? [] : [{ host, fit }];
    })
    .toSorted((a, b) => b.fit - a.fit || Number(b.host.port !== null) - Number(a.host.port !== null));
  return candidates[0]?.host ?? null;
}

/** A port whose protocol is found out at run time is HTTP, unless all its rules are for something else. */
function detected(host: VirtualHost | null): Speech {
  if (host === null || host.http.length > 0) return 'http';
  return (['tcp', 'tls', 'udp'] as const).find((speech) => host[speech].length > 0) ?? 'http';
}
