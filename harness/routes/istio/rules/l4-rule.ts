import type { Field } from '../../field.ts';
import { nameOf, plain } from '../../object-name.ts';
import type { Condition, Destination, Match, Rule } from '../../route-table.ts';
import { gatewayName, MESH } from '../gateway-name.ts';
import type { Surroundings } from '../surroundings.ts';
import { clientConditions } from './client-conditions.ts';
import { readDestination } from './destination.ts';
import { NO_CHANGES } from './header-changes.ts';
import type { PlaceableRule } from './http-rule.ts';
import { atListener } from './listener-port.ts';
import type { WayIn } from './way-in.ts';
import { readWeights } from './weights.ts';

/** One item of `tls` or `tcp` (Istio reference: TLSRoute, TCPRoute). */
export function readL4Rule(route: Field, surroundings: Surroundings): PlaceableRule {
  const routes = route.at('route').items;
  const weights = readWeights(routes, surroundings.report);
  const destinations = routes.map((item, index) =>
    withoutStatus(
      readDestination(
        item.at('destination'),
        {
          weight: weights[index] ?? { value: 0, isWritten: false, place: item.place },
          requestHeaders: NO_CHANGES,
          responseHeaders: NO_CHANGES,
        },
        surroundings,
      ),
    ),
  );
  const matches = route.at('match').items;
  return {
    object: route.object,
    place: route.place,
    where: route.where,
    at(wayIn) {
      const here = matches.flatMap((match) => l4Conditions(match, wayIn) ?? []);
      if (matches.length > 0 && here.length === 0) return null;
      return {
        ...bare(route),
        matches: here,
        action: {
          kind: 'forward',
          destinations: destinations.map((destination) => withoutStatus(atListener(destination, wayIn.port))),
        },
      };
    },
  };
}

/** A connection has no status to answer with: it is closed. */
const withoutStatus = (destination: Destination): Destination =>
  destination.refused === null ? destination : { ...destination, refused: { ...destination.refused, status: 0 } };

const bare = (route: Field): Omit<Rule, 'matches' | 'action'> => ({
  name: route.at('name').text || null,
  object: nameOf(route.object),
  place: route.place,
  fault: null,
  rewrite: null,
  timeoutMs: null,
  retries: null,
  mirrors: [],
  requestHeaders: NO_CHANGES,
  responseHeaders: NO_CHANGES,
  unexplained: route
    .at('match')
    .items.map((match) => match.at('sourceSubnet'))
    .filter(({ isWritten }) => isWritten)
    .map(({ place }) => ({ field: 'match.sourceSubnet', place })),
  rank: null,
});

/**
 * One match. A gateway looks at port, gateways and server names only (pilot: l4SingleMatch); sidecars at labels, namespace and addresses as well
 * (pilot: matchTCP, matchTLS). `sourceSubnet` is accepted and limits
 * nothing, so it is left unexplained.
 */
function l4Conditions(match: Field, wayIn: WayIn): Match | null {
  const port = match.at('port').number || null;
  const gateways = match.at('gateways').texts.map((gateway) => gatewayName(gateway, match.object.namespace));
  if (port !== null && wayIn.port !== null && port !== wayIn.port) return null;
  if (gateways.length > 0 && !gateways.includes(wayIn.gateway)) return null;
  const source = {
    sourceLabels: match.at('sourceLabels').textMap,
    sourceNamespace: match.at('sourceNamespace').text || null,
    place: match.place,
  };
  const client = wayIn.gateway === MESH ? clientConditions(source, wayIn) : [];
  if (client === null) return null;
  const names = match.at('sniHosts');
  const subnets = match.at('destinationSubnets');
  return {
    conditions: [
      ...(port === null || wayIn.port !== null ? [] : [{ on: 'port', port, place: match.at('port').place } as const]),
      ...(names.texts.length === 0 ? [] : [{ on: 'server-name', hosts: lowerCase(names.texts), place: names.place } as const]),
      ...(wayIn.gateway === MESH && subnets.texts.length > 0 ? [addresses(subnets)] : []),
      ...client,
    ],
    place: match.place,
  };
}

const lowerCase = (names: readonly string[]): readonly string[] => names.map((name) => name.toLowerCase());

const addresses = (subnets: Field): Condition => ({
  on: 'address',
  text: `destination address in ${subnets.texts.map(plain).join(' or ')}`,
  place: subnets.place,
});
