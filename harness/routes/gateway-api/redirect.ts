import type { Field } from '../field.ts';
import type { Action, PathChange, Redirect } from '../route-table.ts';

const WELL_KNOWN_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * `HTTPRequestRedirectFilter`: status 302 where none is written. Without a port that of the scheme counts if a scheme is written, else the
 * listener's, which is the port of the request.
 */
export function redirectAction(filter: Field): Action {
  const scheme = filter.at('scheme').text;
  const redirect: Redirect = {
    scheme,
    host: filter.at('hostname').text,
    port: filter.at('port').number ?? (scheme === null ? null : (WELL_KNOWN_PORTS[scheme] ?? null)),
    path: pathChange(filter.at('path')),
  };
  const status = filter.at('statusCode').number ?? 302;
  return { kind: 'redirect', status, text: locationOf(redirect), redirect, place: filter.place };
}

/** `HTTPPathModifier`, of redirects and rewrites. "When specified, a trailing `/` is ignored" in a prefix. */
export function pathChange(field: Field): PathChange | null {
  const full = field.at('replaceFullPath').text;
  if (full !== null) return { kind: 'full', value: full === '' ? '/' : full };
  const prefix = field.at('replacePrefixMatch').text;
  return prefix === null ? null : { kind: 'prefix', value: prefix.endsWith('/') ? prefix.slice(0, -1) : prefix };
}

/** The Location that is sent, parts of the request in braces; a port that the scheme implies is left out, as the reference asks. */
function locationOf({ scheme, host, port, path }: Redirect): string {
  const isImplied = port === null || (scheme !== null && WELL_KNOWN_PORTS[scheme] === port);
  const end = path === null ? '{path}' : path.kind === 'prefix' ? `${path.value}{rest}` : path.value;
  return `${scheme ?? '{scheme}'}://${host ?? '{host}'}${isImplied ? '' : `:${port}`}${end}`;
}
