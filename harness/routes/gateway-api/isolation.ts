import { bySpecificity, isCoveredBy } from '../istio/host-match.ts';
import { named, plain } from '../object-name.ts';
import { warning } from '../problem.ts';
import type { Attachment } from './attachment.ts';
import type { Report } from './context.ts';
import { type GatewayListener, listenerKey, listenerName } from './listener.ts';

/**
 * "Requests SHOULD match at most one Listener" (`GatewaySpec.listeners`, listener isolation): a name that a more specific listener of the
 * same port and protocol owns is never asked for at this one. Reported where the route does not serve the name there either.
 */
export function withoutIsolated(
  attached: readonly Attachment[],
  listeners: readonly GatewayListener[],
  report: Report,
): readonly Attachment[] {
  const routesAt = Map.groupBy(attached, ({ listener }) => listener);
  const rivals = Map.groupBy(listeners, rivalKey);
  return attached.flatMap((one) => {
    const hosts = one.hosts.filter((host) => {
      const owner = ownerOf(host, one.listener, rivals.get(rivalKey(one.listener)) ?? []);
      if (owner !== null && !routesAt.get(owner)?.some(({ route }) => route === one.route))
        reportIsolated(host, owner, one, report);
      return owner === null;
    });
    return hosts.length === 0 ? [] : [{ ...one, hosts }];
  });
}

const rivalKey = (listener: GatewayListener): string => `${listenerKey(listener)} ${listener.port} ${listener.protocol}`;

const ownerOf = (host: string, listener: GatewayListener, rivals: readonly GatewayListener[]): GatewayListener | null =>
  rivals
    .filter(
      ({ hostname }) => hostname !== listener.hostname && isCoveredBy(host, hostname) && isCoveredBy(hostname, listener.hostname),
    )
    .sort((a, b) => bySpecificity(a.hostname, b.hostname))[0] ?? null;

function reportIsolated(host: string, owner: GatewayListener, { route, parent, listener }: Attachment, report: Report): void {
  const [own, other] = [plain(listenerName(listener)), plain(listenerName(owner))];
  const text = `${named(route.object)}: requests for ${plain(host)} go to listener ${other}, whose host name is more specific, and not to listener ${own}`;
  const place = route.hostnames.find((field) => field.text === host)?.place ?? parent.field.place;
  report(warning('host-isolated', place, text, `attach the route to listener ${other} as well, or remove the name`));
}
