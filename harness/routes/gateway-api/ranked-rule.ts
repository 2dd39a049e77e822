import type { Rule } from '../route-table.ts';
import { areTimesKnown, byName, byTime } from './age.ts';
import { criteriaOf } from './criteria.ts';
import type { Route } from './route.ts';

/** A rule with one match, and what decides its place among others. */
export interface RankedRule {
  readonly rule: Rule;
  readonly route: Route;
  /** Larger comes first, from left to right, as `criteriaOf` the kind names them. */
  readonly keys: readonly number[];
  /** Position of rule and match in the route. */
  readonly position: number;
}

/** A ranked rule at one host: `distance` counts how many more specific host names come before the one that brought it here. */
export interface PlacedRule extends RankedRule {
  readonly distance: number;
}

/** Negative: the first comes first. `more` is said of the first, `less` of the second. */
interface Order {
  readonly order: number;
  readonly more: string;
  readonly less: string;
}

/**
 * Precedence by `HTTPRouteSpec.hostnames` and `HTTPRouteRule.matches`: host name, criteria of the match, oldest route, namespace and name,
 * position in the route. Creation times count only if all of these rules have one. `rank` of each rule says what put it before the next,
 * of the last what put it behind the one before.
 */
export function inOrder(rules: readonly PlacedRule[]): readonly (PlacedRule & { readonly rule: Rule })[] {
  const known = areTimesKnown(rules.map(({ route }) => route.object));
  const sorted = [...rules].sort((a, b) => orderOf(a, b, known).order);
  return sorted.map((one, index) => {
    const next = sorted[index + 1];
    const before = sorted[index - 1];
    const rank =
      next !== undefined ? orderOf(one, next, known).more : before !== undefined ? orderOf(before, one, known).less : null;
    return { ...one, rule: { ...one.rule, rank } };
  });
}

function orderOf(a: PlacedRule, b: PlacedRule, areTimesUsed: boolean): Order {
  if (a.distance !== b.distance)
    return { order: a.distance - b.distance, more: 'more specific host name', less: 'less specific host name' };
  return byMatch(a, b) ?? byRoute(a, b, areTimesUsed);
}

/** Null: the matches tie. */
function byMatch(a: RankedRule, b: RankedRule): Order | null {
  for (const [index, criterion] of criteriaOf(a.route.kind).entries()) {
    const [first, second] = [a.keys[index] ?? 0, b.keys[index] ?? 0];
    if (first === second) continue;
    const [high, low] = first > second ? [first, second] : [second, first];
    return { order: second - first, more: criterion.more(high), less: criterion.less(low) };
  }
  return null;
}

function byRoute(a: RankedRule, b: RankedRule, areTimesUsed: boolean): Order {
  const age = areTimesUsed ? byTime(a.route.object, b.route.object) : 0;
  if (age !== 0) return { order: age, more: 'older route', less: 'younger route' };
  const name = byName(a.route.object, b.route.object);
  if (name !== 0)
    return { order: name, more: 'first by namespace and name of the route', less: 'later by namespace and name of the route' };
  return { order: a.position - b.position, more: 'first in the route', less: 'later in the route' };
}

/** Whether the matches of two rules tie, so that only the age of their routes decides. */
export const isTie = (a: PlacedRule, b: PlacedRule): boolean => a.distance === b.distance && byMatch(a, b) === null;
