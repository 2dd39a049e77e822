import type { Field } from '../../field.ts';
import type { PathChange, Rewrite } from '../../route-table.ts';
import { authorityOf } from './header-changes.ts';

/**
 * What the backend sees (Istio reference: HTTPRewrite): `uri` replaces what the match compared, the raw prefix or, for an exact path and a regular
 * expression, the whole path; `uriRegexRewrite` goes before it. The host comes from `authority`, or from a `host` among the request headers
 * (pilot: applyHTTPRouteDestination).
 */
export function readRewrite(field: Field, headers: Field): Rewrite | null {
  const path = rewritePath(field);
  const authority = field.at('authority').text || null;
  const host = authority ?? authorityOf(headers.at('request'));
  if (path === null && host === null) return null;
  return { path, host, place: path === null && authority === null ? headers.place : field.place };
}

function rewritePath(field: Field): PathChange | null {
  const regex = field.at('uriRegexRewrite');
  if (regex.isWritten) return { kind: 'regex', pattern: regex.at('match').text ?? '', value: regex.at('rewrite').text ?? '' };
  const uri = field.at('uri').text;
  return uri ? { kind: 'prefix', value: uri } : null;
}
