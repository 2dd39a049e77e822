import type { Match, Rule } from '../../../routes/route-table.ts';
import { perRouteFault } from './fault-filter.ts';
import { matchesAtPort } from './for-port.ts';
import { headerChanges } from './header-changes.ts';
import type { Json } from './json.ts';
import { routeAction } from './route-action.ts';
import { routeMatch } from './route-match.ts';

/** The routes of a virtual host on one port, in order: one per match of a rule. Rules for other ports are left out. */
export const httpRoutes = (rules: readonly Rule[], port: number): Json[] =>
  rules.flatMap((rule) => (matchesAtPort(rule, port) ?? []).map((match) => route(rule, match)));

function route(rule: Rule, match: Match | null): Json {
  const path = match?.conditions.find((condition) => condition.on === 'path');
  return {
    ...(rule.name === null ? {} : { name: rule.name }),
    match: routeMatch(match),
    ...routeAction(rule, path?.on === 'path' ? path.test : null),
    ...headerChanges(rule.requestHeaders, rule.responseHeaders),
    ...perRouteFault(rule.fault),
  };
}
