import type { Place } from '../../../model/place.ts';
import type { ManifestObject } from '../../manifest-object.ts';
import { nameOf } from '../../object-name.ts';
import type { Action, Rule } from '../../route-table.ts';
import { durationMs } from '../durations.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Unexplained } from '../unexplained.ts';
import { readDestination } from './destination.ts';
import { readFault, unexplainedOfFault } from './faults.ts';
import { readHeaderChanges } from './header-changes.ts';
import { httpConditions } from './http-conditions.ts';
import type { HttpRoute } from './http-route.ts';
import { atListener } from './listener-port.ts';
import { readMirrors } from './mirrors.ts';
import { readRedirect, withRequestPort } from './redirect.ts';
import { readRetries, unexplainedOfRetries } from './retries.ts';
import { readRewrite } from './rewrite.ts';
import type { WayIn } from './way-in.ts';
import { readWeights } from './weights.ts';

/** A rule that is read once and then placed at every way in where it holds. */
export interface PlaceableRule {
  readonly object: ManifestObject;
  readonly place: Place;
  /** `spec.http[0]`. */
  readonly where: string;
  /** The rule at a way in, with the matches that can hold there; null where none can. */
  at(wayIn: WayIn): Rule | null;
}

/** One item of `http` (Istio reference: HTTPRoute). */
export function readHttpRule(route: HttpRoute, surroundings: Surroundings): PlaceableRule {
  const { report } = surroundings;
  const headers = route.at('headers');
  const whole: Rule = {
    name: route.name,
    object: nameOf(route.object),
    place: route.place,
    matches: [],
    action: readAction(route, surroundings),
    fault: readFault(route.at('fault'), report),
    rewrite: readRewrite(route.at('rewrite'), headers),
    timeoutMs: durationMs(route.at('timeout'), report),
    retries: readRetries(route.at('retries'), report),
    mirrors: readMirrors(route, surroundings),
    requestHeaders: readHeaderChanges(headers.at('request')),
    responseHeaders: readHeaderChanges(headers.at('response')),
    unexplained: unexplainedOf(route),
    rank: null,
  };
  return {
    object: route.object,
    place: route.place,
    where: route.where,
    at(wayIn) {
      const matches = route.matches.flatMap((match) => httpConditions(match, wayIn) ?? []);
      if (route.matches.length > 0 && matches.length === 0) return null;
      const listener = wayIn.port === null ? null : { port: wayIn.port, isTls: wayIn.isTls };
      const action = withRequestPort(whole.action, route.at('redirect'), listener);
      return { ...whole, matches, action: placed(action, wayIn.port) };
    },
  };
}

const placed = (action: Action, port: number | null): Action =>
  action.kind === 'forward'
    ? { ...action, destinations: action.destinations.map((destination) => atListener(destination, port)) }
    : action;

function readAction(route: HttpRoute, surroundings: Surroundings): Action {
  const redirect = route.at('redirect');
  if (redirect.isWritten) return readRedirect(redirect, surroundings.report);
  const direct = route.at('directResponse');
  if (direct.isWritten) {
    return { kind: 'respond', status: direct.at('status').number ?? 200, reason: 'direct response', place: direct.place };
  }
  const routes = route.at('route').items;
  const weights = readWeights(routes, surroundings.report);
  return {
    kind: 'forward',
    destinations: routes.map((item, index) =>
      readDestination(
        item.at('destination'),
        {
          weight: weights[index] ?? { value: 0, isWritten: false, place: item.place },
          requestHeaders: readHeaderChanges(item.at('headers').at('request')),
          responseHeaders: readHeaderChanges(item.at('headers').at('response')),
        },
        surroundings,
      ),
    ),
  };
}

function unexplainedOf(route: HttpRoute): readonly Unexplained[] {
  const cors = route.at('corsPolicy');
  return [
    ...(cors.isWritten ? [{ field: 'corsPolicy', place: cors.place }] : []),
    ...unexplainedOfFault(route.at('fault')),
    ...unexplainedOfRetries(route.at('retries')),
  ];
}
