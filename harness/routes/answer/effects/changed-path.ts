import type { Match, PathChange } from '../../route-table.ts';
import { replaceMatches } from '../match/pattern/re2.ts';

/** How the match that holds compared the path; a rule that does not look at it has the prefix `/`. */
const pathTest = (match: Match | null) => {
  const condition = match?.conditions.find(({ on }) => on === 'path');
  return condition?.on === 'path' ? condition.test : { kind: 'prefix', value: '/', ignoreCase: false };
};

/** Parts are joined by element: no double slash, no lost one (Gateway API `HTTPPathModifier.replacePrefixMatch`, its table). */
const joinedByElement = (value: string, rest: string): string => {
  const begin = value.endsWith('/') ? value.slice(0, -1) : value;
  const joined = `${begin}${rest}`;
  return joined === '' ? '/' : joined;
};

const prefixChanged = (value: string, match: Match | null, path: string): string => {
  const { kind, value: prefix } = pathTest(match);
  if (kind === 'path-prefix') {
    return joinedByElement(value, path.slice(prefix.endsWith('/') ? prefix.length - 1 : prefix.length));
  }
  // Envoy exchanges what the route compared: the raw prefix, or after an exact path or a regular expression all of it.
  return kind === 'prefix' ? `${value}${path.slice(prefix.length)}` : value;
};

/** The path after a rewrite or in a redirect, without its query; null where it cannot be told (a regular expression that RE2 refuses). */
export const changedPath = (change: PathChange, match: Match | null, path: string): string | null => {
  switch (change.kind) {
    case 'full':
      return change.value;
    case 'prefix':
      return prefixChanged(change.value, match, path);
    case 'regex':
      return replaceMatches(change.pattern, path, change.value);
  }
};
