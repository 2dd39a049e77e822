import type { Place } from '../../model/place.ts';
import { bySpecificity, isWildcard } from '../istio/host-match.ts';
import type { Condition, Rule, VirtualHost } from '../route-table.ts';
import type { Attachment } from './attachment.ts';
import type { Report } from './context.ts';
import { orderNotes } from './order-notes.ts';
import { inOrder, type PlacedRule } from './ranked-rule.ts';
import { hostnamesOf, type Route } from './route.ts';
import { withCondition } from './rules.ts';
import type { RulesOf } from './rules-of.ts';
import { singleRoute } from './single-route.ts';

const NO_RULES = { http: [], tls: [], tcp: [], udp: [], rivals: null };

/** The virtual hosts of one listener, most specific first. */
export function virtualHosts(attached: readonly Attachment[], rulesOf: RulesOf, report: Report): readonly VirtualHost[] {
  const named = attached.filter(({ route }) => route.kind !== 'TCPRoute' && route.kind !== 'UDPRoute');
  const streams = attached.filter((one) => !named.includes(one));
  const hosts = [...namedHosts(named, rulesOf, report), ...streamHosts(streams, rulesOf, report)];
  return hosts.sort((a, b) => bySpecificity(a.host, b.host));
}

/** TCP and UDP: one route has the whole listener. */
function streamHosts(attached: readonly Attachment[], rulesOf: RulesOf, report: Report): readonly VirtualHost[] {
  const first = attached[0];
  if (first === undefined) return [];
  const { rules, rivals } = singleRoute(attached, rulesOf, report);
  const key = first.route.kind === 'UDPRoute' ? 'udp' : 'tcp';
  return [{ ...NO_RULES, host: '*', port: null, [key]: rules, rivals, place: first.parent.field.place }];
}

/** HTTP, gRPC and TLS: a virtual host for each name, with the rules of every route that covers it. */
function namedHosts(attached: readonly Attachment[], rulesOf: RulesOf, report: Report): readonly VirtualHost[] {
  const routes = routesByName(attached);
  return [...placesOfHosts(attached)].map(([host, place]) => {
    const placed = placedRules(host, routes, rulesOf);
    const ordered = inOrder(placed);
    orderNotes(host, ordered, report);
    const tls = ordered.filter(({ route }) => route.kind === 'TLSRoute').map(({ rule }) => withServerName(rule, [host], place));
    const http = ordered.filter(({ route }) => route.kind !== 'TLSRoute').map(({ rule }) => rule);
    return { ...NO_RULES, host, port: null, http, tls, place };
  });
}

function placesOfHosts(attached: readonly Attachment[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { route, parent, hosts } of attached) {
    for (const host of hosts) {
      const written = route.hostnames.find(({ text }) => text === host);
      if (!places.has(host)) places.set(host, written?.place ?? parent.field.place);
    }
  }
  return places;
}

function routesByName(attached: readonly Attachment[]): ReadonlyMap<string, readonly Route[]> {
  const routes = new Map<string, Set<Route>>();
  for (const { route } of attached) {
    for (const name of hostnamesOf(route)) routes.set(name, (routes.get(name) ?? new Set()).add(route));
  }
  return new Map([...routes].map(([name, set]) => [name, [...set]]));
}

/** A route counts once, by the most specific of its names ("characters in a matching hostname"). */
function placedRules(host: string, routes: ReadonlyMap<string, readonly Route[]>, rulesOf: RulesOf): readonly PlacedRule[] {
  const taken = new Set<Route>();
  return namesCovering(host).flatMap((name, distance) =>
    (routes.get(name) ?? []).flatMap((route) => {
      if (taken.has(route)) return [];
      taken.add(route);
      return rulesOf(route).map((rule) => ({ ...rule, distance }));
    }),
  );
}

/** The names that cover a host, most specific first: `a.b.c`, `*.b.c`, `*.c`, `*`. */
function namesCovering(host: string): readonly string[] {
  if (host === '*') return ['*'];
  const labels = (isWildcard(host) ? host.slice(2) : host).split('.');
  const suffixes = labels.map((_, index) => `*.${labels.slice(index).join('.')}`);
  return isWildcard(host) ? [...suffixes, '*'] : [host, ...suffixes.slice(1), '*'];
}

/** The listener reads the server name before anything is decrypted (`TLSRouteSpec.hostnames`). */
export function withServerName(rule: Rule, hosts: readonly string[], place: Place): Rule {
  const condition: Condition = { on: 'server-name', hosts, place };
  return withCondition(rule, condition);
}
