import { nameOf } from '../../object-name.ts';
import { NO_CHANGES } from '../rules/header-changes.ts';
import { httpConditions } from '../rules/http-conditions.ts';
import type { HttpRoute } from '../rules/http-route.ts';
import type { PlaceableRule } from '../rules/http-rule.ts';
import { delegateName } from './delegates.ts';

/**
 * A rule whose delegate is in no file: it keeps its place and its matches, and where its requests go is unknown. (In a cluster without the delegate
 * Istio leaves it out; but files are not the cluster.) Null for every other rule.
 */
export function unknownDelegate(route: HttpRoute): PlaceableRule | null {
  const field = route.at('delegate');
  if (!field.isWritten) return null;
  const destination = {
    host: `delegate ${delegateName(field)}`,
    port: null,
    subset: null,
    weight: { value: 100, isWritten: false, place: field.place },
    service: null,
    subsetLabels: null,
    refused: null,
    requestHeaders: NO_CHANGES,
    responseHeaders: NO_CHANGES,
    place: field.place,
  };
  return {
    object: route.object,
    place: route.place,
    where: route.where,
    at(wayIn) {
      const matches = route.matches.flatMap((match) => httpConditions(match, wayIn) ?? []);
      if (route.matches.length > 0 && matches.length === 0) return null;
      return {
        name: route.name,
        object: nameOf(route.object),
        place: route.place,
        matches,
        action: { kind: 'forward', destinations: [destination] },
        fault: null,
        rewrite: null,
        timeoutMs: null,
        retries: null,
        mirrors: [],
        requestHeaders: NO_CHANGES,
        responseHeaders: NO_CHANGES,
        unexplained: [{ field: 'delegate', place: field.place }],
        rank: null,
      };
    },
  };
}
