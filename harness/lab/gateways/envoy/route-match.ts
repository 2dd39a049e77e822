import type { Condition, Match, TextTest } from '../../../routes/route-table.ts';
import { LabError } from '../../lab-error.ts';
import type { Json } from './json.ts';

/**
 * `RouteMatch` of one match (envoy.config.route.v3). Conditions on ports and server names choose the listener and are left out here; those on
 * clients and addresses are refused before (see not-expressible.ts).
 */
export function routeMatch(match: Match | null): Json {
  const conditions = match?.conditions ?? [];
  return {
    ...pathSpecifier(conditions),
    headers: conditions.flatMap(headerMatcher),
    query_parameters: conditions.flatMap(queryMatcher),
  };
}

function pathSpecifier(conditions: readonly Condition[]): Record<string, Json> {
  const path = conditions.find((condition) => condition.on === 'path');
  if (path === undefined || path.on !== 'path') return { prefix: '/' };
  const { kind, value, ignoreCase } = path.test;
  const caseRule: Record<string, Json> = ignoreCase ? { case_sensitive: false } : {};
  switch (kind) {
    case 'exact':
      return { path: value, ...caseRule };
    case 'prefix':
      return { prefix: value, ...caseRule };
    case 'path-prefix': {
      const bare = value.replace(/\/+$/, '');
      return bare === '' ? { prefix: '/' } : { path_separated_prefix: bare, ...caseRule };
    }
    case 'regex':
      // `ignoreUriCase` leaves regular expressions alone, in Istio as in Envoy's `case_sensitive`.
      return { safe_regex: { regex: value } };
    default:
      throw new LabError(path.place, `a path cannot be compared by ${kind}`, 'write exact, prefix or regex');
  }
}

/** Pseudo headers of Envoy by condition. */
const PSEUDO = { method: ':method', scheme: ':scheme', authority: ':authority' } as const;

function headerMatcher(condition: Condition): Json[] {
  switch (condition.on) {
    case 'method':
    case 'scheme':
    case 'authority':
      return [{ name: PSEUDO[condition.on], ...stringOrPresent(condition.test) }];
    case 'header':
      return [
        {
          name: condition.name,
          ...stringOrPresent(condition.test),
          // Istio: `withoutHeaders` also holds where the header is missing (route.go, translateHeaderMatch).
          ...(condition.negated ? { invert_match: true, treat_missing_header_as_empty: !isPresence(condition.test) } : {}),
        },
      ];
    default:
      return [];
  }
}

function queryMatcher(condition: Condition): Json[] {
  return condition.on === 'query' ? [{ name: condition.name, ...stringOrPresent(condition.test) }] : [];
}

/** Envoy refuses an empty prefix, which every text that is there has. */
function stringOrPresent(test: TextTest): Record<string, Json> {
  return isPresence(test) ? { present_match: true } : { string_match: stringMatcher(test) };
}

const isPresence = ({ kind, value }: TextTest): boolean =>
  kind === 'present' || (value === '' && kind !== 'exact' && kind !== 'regex');

function stringMatcher({ kind, value, ignoreCase }: TextTest): Json {
  if (kind === 'regex') return { safe_regex: { regex: value } };
  const field = kind === 'path-prefix' ? 'prefix' : kind;
  // A suffix may be written as a host, `*.example.com`.
  const text = kind === 'suffix' ? value.replace(/^\*/, '') : value;
  return { [field]: text, ...(ignoreCase ? { ignore_case: true } : {}) };
}
