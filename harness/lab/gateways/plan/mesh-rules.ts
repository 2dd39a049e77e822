import { virtualHostFor } from '../../../routes/answer/ways/mesh-way.ts';
import { type Speech, speechOf } from '../../../routes/answer/ways/port-choice.ts';
import type { RouteTable, Rule, VirtualHost } from '../../../routes/route-table.ts';
import type { ServiceListener } from '../../layout/layout.ts';
import { rulesAtPort } from '../envoy/for-port.ts';

/** How a service port is spoken to by a client with a sidecar, and the rules that hold for it there, their destinations at this port. */
export function meshRules(
  { service, servicePort }: Pick<ServiceListener, 'service' | 'servicePort'>,
  table: RouteTable,
): { readonly speech: Speech; readonly rules: readonly Rule[] } {
  const virtualHost = virtualHostFor(table, service.host, servicePort.port);
  const speech = speechOf(servicePort) ?? detected(virtualHost);
  return { speech, rules: rulesAtPort(virtualHost?.[speech] ?? [], servicePort.port) };
}

/** A port whose protocol is found out at run time is HTTP, unless all its rules are for something else. */
function detected(host: VirtualHost | null): Speech {
  if (host === null || host.http.length > 0) return 'http';
  return (['tcp', 'tls', 'udp'] as const).find((speech) => host[speech].length > 0) ?? 'http';
}
