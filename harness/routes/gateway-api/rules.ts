import { Field } from '../field.ts';
import { named, nameOf } from '../object-name.ts';
import { note, warning } from '../problem.ts';
import type { Action, Condition, Destination, Rule } from '../route-table.ts';
import type { Context } from './context.ts';
import { destinations, refusedStatus } from './destinations.ts';
import { type Filtered, filtered, type Unexplained } from './filters.ts';
import { grpcMatch } from './grpc-match.ts';
import { httpMatch, type RankedMatch } from './http-match.ts';
import type { RankedRule } from './ranked-rule.ts';
import type { Route } from './route.ts';
import { patience } from './timeouts.ts';

/** The rules of a route, split so that each has one match. */
export function rulesOf(route: Route, context: Context): readonly RankedRule[] {
  const rules = writtenRules(route, context);
  return rules.flatMap((field) => {
    const rule = ruleOf(field, route, context);
    return matchesOf(field, route, context).map(({ match, keys }, index) => ({
      rule: { ...rule, place: index === 0 ? rule.place : match.place, matches: match.conditions.length === 0 ? [] : [match] },
      route,
      keys,
      // At most 64 matches a rule (`HTTPRouteRule.matches`); a longer list is refused by its form.
      position: Number(field.path.at(-1) ?? 0) * 1024 + index,
    }));
  });
}

/** An HTTPRoute without rules has one that takes everything and sends it nowhere (the default of `HTTPRouteSpec.rules`). */
function writtenRules(route: Route, { report }: Context): readonly Field[] {
  const list = route.spec.at('rules');
  if (list.items.length > 0) return list.items;
  if (route.kind === 'HTTPRoute') return [new Field(route.object, [...list.path, 0], {})];
  report(note('route-without-rules', list.place, `${named(route.object)} has no rules`, 'write spec.rules'));
  return [];
}

function ruleOf(field: Field, route: Route, context: Context): Rule {
  const done = filtered(field, route, context);
  return {
    name: field.at('name').text,
    object: nameOf(route.object),
    place: field.place,
    matches: [],
    action: done.action ?? actionOf(field, done, route, context),
    fault: null,
    rewrite: done.rewrite,
    ...patience(field, context.report),
    mirrors: done.mirrors,
    requestHeaders: done.requestHeaders,
    responseHeaders: done.responseHeaders,
    unexplained: [...done.unexplained, ...session(field, context)],
    rank: null,
  };
}

/**
 * "If unspecified or invalid, the rule performs no forwarding; if no filters are specified that would result in a response being sent", 500
 * or a closed connection. A filter that nobody here knows may send one: then the rule forwards to nowhere, and nothing is claimed.
 */
function actionOf(field: Field, { unexplained }: Filtered, route: Route, context: Context): Action {
  const list = destinations(field, route, context);
  if (list.some(({ weight }) => weight.value > 0)) return { kind: 'forward', destinations: list };
  if (unexplained.length > 0) return { kind: 'forward', destinations: [] };
  const reason = list.length === 0 ? 'no backendRefs' : 'every backendRef has weight 0';
  const place = field.at('backendRefs').place;
  const text = `${named(field.object)}: ${field.where}: ${reason}, so ${refusal(route)}`;
  context.report(warning('nothing-forwarded', place, text, fixFor(list)));
  return { kind: 'respond', status: refusedStatus(route), reason, place };
}

const refusal = (route: Route): string =>
  refusedStatus(route) === 0 ? 'every connection is closed' : `every request is answered ${refusedStatus(route)}`;

const fixFor = (list: readonly Destination[]): string =>
  list.length === 0 ? 'write a backendRef' : 'give at least one backendRef a weight above 0';

/** One empty match where none is written: it takes everything. */
function matchesOf(field: Field, route: Route, { report }: Context): readonly RankedMatch[] {
  const list = field.at('matches');
  const items = list.items.length > 0 ? list.items : [new Field(field.object, list.path, {})];
  switch (route.kind) {
    case 'HTTPRoute':
      return items.map((one) => httpMatch(one, replacesPrefix(field), report));
    case 'GRPCRoute':
      return items.map((one) => grpcMatch(one, report));
    case 'TLSRoute':
    case 'TCPRoute':
    case 'UDPRoute':
      return [{ match: { conditions: [], place: field.place }, keys: [] }];
  }
}

const replacesPrefix = (rule: Field): boolean =>
  rule
    .at('filters')
    .items.some((filter) =>
      ['requestRedirect', 'urlRewrite'].some((key) => filter.at(key).at('path').at('replacePrefixMatch').isWritten),
    );

function session(rule: Field, { report }: Context): readonly Unexplained[] {
  const field = rule.at('sessionPersistence');
  if (!field.isWritten) return [];
  report(
    warning(
      'session-persistence',
      field.place,
      `${named(rule.object)}: ${field.where}: requests of one session stay with one backend`,
      'measure with a new session for each request, or the weights will not show',
    ),
  );
  return [{ field: field.where, place: field.place }];
}

/** The same rule with a further condition on whatever it matches. */
export const withCondition = (rule: Rule, condition: Condition): Rule => ({
  ...rule,
  matches:
    rule.matches.length === 0
      ? [{ conditions: [condition], place: rule.place }]
      : rule.matches.map((match) => ({ ...match, conditions: [...match.conditions, condition] })),
});
