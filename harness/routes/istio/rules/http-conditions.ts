import type { Field } from '../../field.ts';
import { plain } from '../../object-name.ts';
import type { Condition, Match, TextTest } from '../../route-table.ts';
import { clientConditions } from './client-conditions.ts';
import type { HttpMatch } from './http-route.ts';
import type { WayIn } from './way-in.ts';

/**
 * One match as conditions at a way in; null where it never holds there, because it names other gateways or another port (pilot: translateRoute,
 * TranslateRouteMatch).
 */
export function httpConditions(match: HttpMatch, wayIn: WayIn): Match | null {
  const port = match.port?.number ?? null;
  if (port !== null && wayIn.port !== null && port !== wayIn.port) return null;
  if (match.gateways.length > 0 && !match.gateways.includes(wayIn.gateway)) return null;
  // A match that names gateways is not asked for the client's labels at all.
  const client = match.gateways.length > 0 ? [] : clientConditions(match, wayIn);
  if (client === null) return null;
  return {
    conditions: [
      ...pathCondition(match),
      ...simple('method', match.method),
      ...simple('scheme', match.scheme),
      ...simple('authority', match.authority),
      ...[...match.headers].map(([name, field]) => header(name, field, false)),
      ...[...match.withoutHeaders].map(([name, field]) => header(name, field, true)),
      ...[...match.queryParams].map(
        ([name, field]): Condition => ({ on: 'query', name, test: textTest(field), place: field.place }),
      ),
      ...(port === null || wayIn.port !== null ? [] : [{ on: 'port', port, place: match.port?.place ?? match.place } as const]),
      ...client,
    ],
    place: match.place,
  };
}

/** A path that is written without saying how to compare it takes every path. Letter case of a regular expression is its own business. */
function pathCondition({ uri, ignoreUriCase }: HttpMatch): readonly Condition[] {
  if (uri === null) return [];
  const kind = (['exact', 'prefix', 'regex'] as const).find((key) => uri.at(key).text !== null);
  if (kind === undefined) return [];
  return [
    {
      on: 'path',
      test: { kind, value: uri.at(kind).text ?? '', ignoreCase: ignoreUriCase && kind !== 'regex' },
      place: uri.place,
    },
  ];
}

const simple = (on: 'method' | 'scheme' | 'authority', field: Field | null): readonly Condition[] =>
  field === null ? [] : [{ on, test: textTest(field), place: field.place }];

/** Names under `@request.auth.claims` are no headers but claims of a token (pilot: translateMetadataMatch). */
function header(name: string, field: Field, negated: boolean): Condition {
  const test = textTest(field);
  if (name.startsWith('@request.auth.claims')) {
    const wanted = test.kind === 'present' ? 'present' : `${test.kind} ${plain(test.value)}`;
    return {
      on: 'client',
      text: `token with ${plain(name)} ${negated ? 'not ' : ''}${wanted}`,
      namespace: null,
      place: field.place,
    };
  }
  return { on: 'header', name: name.toLowerCase(), test, negated, place: field.place };
}

/** Nothing to compare with, or the regular expression `*`, asks only that it is there (pilot: canBeConvertedToPresentMatch). */
function textTest(field: Field): TextTest {
  const kind = (['exact', 'prefix', 'regex'] as const).find((key) => field.at(key).text !== null);
  const value = kind === undefined ? '' : (field.at(kind).text ?? '');
  if (kind === undefined || (kind === 'regex' && value === '*')) return { kind: 'present', value: '', ignoreCase: false };
  return { kind, value, ignoreCase: false };
}

/**
 * Whether a match takes every request: prefix `/` or regular expression `.*`, or no path at all, and nothing else (pilot: IsCatchAllRoute). The port
 * and the client do not count, for they are settled before Envoy sees the rule.
 */
export const isCatchAll = ({ conditions }: Match): boolean =>
  conditions.every(
    (condition) =>
      condition.on === 'port' ||
      (condition.on === 'client' && !condition.text.startsWith('token')) ||
      (condition.on === 'path' &&
        ((condition.test.kind === 'prefix' && condition.test.value === '/') ||
          (condition.test.kind === 'regex' && condition.test.value === '.*'))),
  );
