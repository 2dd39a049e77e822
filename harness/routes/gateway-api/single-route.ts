import { named } from '../object-name.ts';
import { warning } from '../problem.ts';
import type { Rule } from '../route-table.ts';
import { areTimesKnown, oldestFirst } from './age.ts';
import type { Report } from './context.ts';
import type { ParentRef } from './parent-ref.ts';
import type { Route } from './route.ts';
import type { RulesOf } from './rules-of.ts';

interface Candidate {
  readonly route: Route;
  readonly parent: ParentRef;
}

/**
 * The one TCPRoute or UDPRoute that a listener or a service port can have, nothing telling their streams apart: the oldest
 * (`AllowedRoutes`: "the oldest Route based on creation timestamp"). Nobody knows which that is where a file gives no creation time.
 */
export function singleRoute(
  candidates: readonly Candidate[],
  rulesOf: RulesOf,
  report: Report,
): { readonly rules: readonly Rule[]; readonly rivals: 'one-of' | null } {
  const distinct = [...new Map(candidates.map((one) => [one.route, one])).values()];
  const sorted = oldestFirst(distinct.map((one) => ({ ...one, object: one.route.object })));
  const [winner, ...losers] = sorted;
  if (winner === undefined) return { rules: [], rivals: null };
  const isKnown = losers.length === 0 || areTimesKnown(sorted.map(({ object }) => object));
  for (const loser of losers) reportRival(loser, winner, isKnown, report);
  const chosen = isKnown ? [winner] : sorted;
  return { rules: chosen.flatMap(({ route }) => rulesOf(route).map(({ rule }) => rule)), rivals: isKnown ? null : 'one-of' };
}

function reportRival({ route, parent }: Candidate, winner: Candidate, isKnown: boolean, report: Report): void {
  const one = named(route.object);
  const other = named(winner.route.object);
  const text = isKnown
    ? `${one} has no effect, because ${other} is older and has the same port`
    : `${one} and ${other} have the same port, where only the older one counts, and nothing here says which that is`;
  report(warning('route-rivals', parent.field.place, text, 'give each route a port of its own, or join their backendRefs'));
}
