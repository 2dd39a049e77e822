import type { Field } from '../field.ts';
import type { Condition, Match } from '../route-table.ts';
import type { Report } from './context.ts';
import { headerConditions, queryConditions } from './match-fields.ts';

/** A match, and the numbers that decide its precedence: larger comes first, from left to right. */
export interface RankedMatch {
  readonly match: Match;
  readonly keys: readonly number[];
}

/** Of `HTTPRouteMatch`; the order of path kinds is that of Istio, see HTTP_CRITERIA. */
const PATH_RANK = { Exact: 3, PathPrefix: 2, RegularExpression: 1 };

/**
 * `HTTPRouteMatch`: a path prefix `/` where no path is written. `keepsPrefix`: the prefix `/` is a condition too, because a filter replaces
 * it. Keys: kind of path, length of prefix or expression, method, headers, query parameters.
 */
export function httpMatch(field: Field, keepsPrefix: boolean, report: Report): RankedMatch {
  const { path, keys } = pathCondition(field.at('path'), keepsPrefix);
  const method = methodCondition(field.at('method'));
  const headers = headerConditions(field.at('headers'), report);
  const query = queryConditions(field.at('queryParams'), report);
  return {
    match: { conditions: [...path, ...method, ...headers, ...query], place: field.place },
    keys: [...keys, method.length, headers.length, query.length],
  };
}

function pathCondition(
  field: Field,
  keepsPrefix: boolean,
): { readonly path: readonly Condition[]; readonly keys: readonly number[] } {
  const value = field.at('value').text ?? '/';
  const place = field.place;
  switch (field.at('type').text) {
    case 'Exact':
      return { path: [{ on: 'path', test: { kind: 'exact', value, ignoreCase: false }, place }], keys: [PATH_RANK.Exact, 0] };
    case 'RegularExpression':
      return {
        path: [{ on: 'path', test: { kind: 'regex', value, ignoreCase: false }, place }],
        keys: [PATH_RANK.RegularExpression, value.length],
      };
    default: {
      // "When specified, a trailing `/` is ignored": /foo/ matches what /foo matches.
      const prefix = value.length > 1 && value.endsWith('/') ? value.slice(0, -1) : value || '/';
      const isEverything = prefix === '/' && !keepsPrefix;
      const condition: Condition = { on: 'path', test: { kind: 'path-prefix', value: prefix, ignoreCase: false }, place };
      return { path: isEverything ? [] : [condition], keys: [PATH_RANK.PathPrefix, prefix.length] };
    }
  }
}

const methodCondition = (field: Field): readonly Condition[] =>
  field.text === null
    ? []
    : [{ on: 'method', test: { kind: 'exact', value: field.text, ignoreCase: false }, place: field.place }];
