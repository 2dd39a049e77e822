import type { Context } from './context.ts';
import type { RankedRule } from './ranked-rule.ts';
import type { Route } from './route.ts';
import { rulesOf } from './rules.ts';

/** The rules of a route. */
export type RulesOf = (route: Route) => readonly RankedRule[];

/** Reads the rules of each route once, however many listeners it is attached to: so each fault is reported once too. */
export function readOnce(context: Context): RulesOf {
  const read = new Map<Route, readonly RankedRule[]>();
  return (route) => {
    const rules = read.get(route) ?? rulesOf(route, context);
    read.set(route, rules);
    return rules;
  };
}
