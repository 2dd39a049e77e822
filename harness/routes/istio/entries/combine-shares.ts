import { named, plain } from '../../object-name.ts';
import { warning } from '../../problem.ts';
import type { Rule, VirtualHost } from '../../route-table.ts';
import { byAge } from '../creation-order.ts';
import type { Report } from '../surroundings.ts';
import { catchAllLast } from './catch-all-last.ts';
import { byServerName } from './server-name-order.ts';
import type { Share } from './virtual-host-parts.ts';

type Shares = readonly [Share, ...Share[]];

/**
 * The rules of several VirtualServices for one host of a gateway: all are in force, the oldest first (pilot: buildGatewayHTTPRouteConfig). Where the
 * files do not tell the order, that is reported and marked.
 */
export function mergeShares(host: string, shares: Shares, report: Report): VirtualHost {
  const { list, isKnown } = byAge(shares);
  const [first] = shares;
  if (shares.length === 1) return single(host, first);
  if (!isKnown) reportOrder(host, list, 'in an order that the files do not tell: the oldest comes first', report);
  const http = catchAllLast(list.map((share) => ranked(share.http, isKnown)));
  for (const { rule, before } of http.unreached) reportUnreached(rule, before, report);
  return {
    ...single(host, first),
    http: http.rules,
    tls: byServerName(list.flatMap(({ tls }) => ranked(tls, isKnown))),
    tcp: list.flatMap(({ tcp }) => ranked(tcp, isKnown)),
    rivals: isKnown ? null : 'merged',
  };
}

/**
 * The same in the mesh, where only the oldest VirtualService with HTTP rules is in force for a host (pilot: BuildSidecarVirtualHostWrapper drops
 * later virtual hosts of the same name), while rules for TLS and TCP are taken from all of them, the oldest first (pilot:
 * buildSidecarOutboundTCPFilterChainOpts).
 */
export function chooseShare(host: string, shares: Shares, report: Report): VirtualHost {
  const { list, isKnown } = byAge(shares);
  const [first] = shares;
  const speaking = list.filter(({ http }) => http.length > 0);
  const [oldest, ...younger] = speaking;
  const tls = list.flatMap((share) => share.tls);
  const tcp = list.flatMap((share) => share.tcp);
  const whole = { ...single(host, first), tls: byServerName(tls), tcp };
  const isMixed =
    list.filter((share) => share.tls.length > 0).length > 1 || list.filter((share) => share.tcp.length > 0).length > 1;
  if (younger.length === 0) {
    if (isMixed && !isKnown) reportOrder(host, list, 'in an order that the files do not tell: the oldest comes first', report);
    return { ...whole, http: oldest?.http ?? [], rivals: isMixed && !isKnown ? 'merged' : null };
  }
  if (isKnown && oldest !== undefined) {
    for (const share of younger) reportIgnored(host, share, oldest, report);
    return { ...whole, http: oldest.http, rivals: null };
  }
  reportOrder(host, speaking, 'and in the mesh only the oldest is in force, which the files do not tell', report);
  return { ...whole, http: speaking.flatMap((share) => share.http), rivals: 'one-of' };
}

const single = (host: string, { place, http, tls, tcp }: Share): VirtualHost => ({
  host,
  port: null,
  http: listed(http),
  tls: byServerName(tls),
  tcp: listed(tcp),
  udp: [],
  rivals: null,
  place,
});

const listed = (rules: readonly Rule[]): readonly Rule[] =>
  rules.length < 2 ? rules : rules.map((rule) => ({ ...rule, rank: 'order of the list' }));

const ranked = (rules: readonly Rule[], isKnown: boolean): readonly Rule[] =>
  rules.map((rule) => ({ ...rule, rank: isKnown ? 'oldest VirtualService first' : null }));

function reportOrder(host: string, shares: readonly Share[], how: string, report: Report): void {
  const [first, ...others] = shares;
  const last = others.at(-1);
  if (first === undefined || last === undefined) return;
  const objects = [...new Set(shares.map(({ object, place }) => `${named(object)} (${place.file}:${place.line})`))];
  report(
    warning(
      'order-unknown',
      last.place,
      `${objects.join(' and ')} have rules for ${plain(host)}, ${how}`,
      'write all rules of a host in one VirtualService, or give the objects as the cluster has them (kubectl get -o yaml)',
    ),
  );
}

function reportUnreached({ object, place }: Rule, before: Rule, report: Report): void {
  report(
    warning(
      'rule-unreachable',
      place,
      `${named(object)}: the rule here is never reached, because the one before it takes everything (${before.place.file}:${before.place.line})`,
      'write the rule that takes everything last',
    ),
  );
}

function reportIgnored(host: string, share: Share, oldest: Share, report: Report): void {
  report(
    warning(
      'rules-not-used',
      share.place,
      `${named(share.object)}: its HTTP rules for ${plain(host)} are not in force in the mesh, because ${named(oldest.object)} (${oldest.place.file}:${oldest.place.line}) is older`,
      `write them in ${named(oldest.object)}`,
    ),
  );
}
