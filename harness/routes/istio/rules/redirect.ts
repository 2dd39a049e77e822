import type { Field } from '../../field.ts';
import { named, plain } from '../../object-name.ts';
import { error } from '../../problem.ts';
import type { Action, PathChange, Redirect } from '../../route-table.ts';
import type { Report } from '../surroundings.ts';

const STATUSES = [301, 302, 303, 307, 308];

/** `redirect` of a rule (Istio reference: HTTPRedirect); 301 unless a code is written. */
export function readRedirect(field: Field, report: Report): Action {
  const code = field.at('redirectCode');
  const status = code.number || 301;
  if (!STATUSES.includes(status)) {
    report(
      error(
        'redirect-code',
        code.place,
        `${named(field.object)}: ${code.where} ${status} is no code that Istio redirects with`,
        `write ${STATUSES.join(', ')}`,
      ),
    );
  }
  const redirect: Redirect = {
    scheme: field.at('scheme').text || null,
    host: field.at('authority').text || null,
    port: field.at('port').number,
    path: redirectPath(field),
  };
  return { kind: 'redirect', status, text: redirectText(redirect), redirect, place: field.place };
}

/** `uri` replaces the whole path and query, `prefixRewrite` the matched prefix. */
function redirectPath(field: Field): PathChange | null {
  const uri = field.at('uri').text;
  const prefix = field.at('prefixRewrite').text;
  if (uri) return { kind: 'full', value: uri };
  return prefix === null ? null : { kind: 'prefix', value: prefix };
}

function redirectText({ scheme, host, port, path }: Redirect): string {
  const target = `${scheme ?? 'the same scheme'}://${host === null ? 'the same host' : plain(host)}${port === null ? '' : `:${port}`}`;
  const where = scheme === null && host === null && port === null ? '' : target;
  return `${where}${path === null ? (where === '' ? 'the same place' : '') : `${path.kind === 'prefix' ? ', prefix ' : ''}${path.value}`}`;
}

/**
 * A redirect at a way in: `derivePort: FROM_REQUEST_PORT` is the port of the listener, left out where it is the usual one of the scheme (pilot:
 * ApplyRedirect). In the mesh that port is the one that is called, so it stays as in the request.
 */
export function withRequestPort(
  action: Action,
  field: Field,
  listener: { readonly port: number; readonly isTls: boolean } | null,
): Action {
  if (action.kind !== 'redirect' || listener === null || field.at('derivePort').text !== 'FROM_REQUEST_PORT') return action;
  const scheme = action.redirect.scheme ?? (listener.isTls ? 'https' : 'http');
  const isUsual = (scheme === 'http' && listener.port === 80) || (scheme === 'https' && listener.port === 443);
  const redirect = { ...action.redirect, port: isUsual ? null : listener.port };
  return { ...action, redirect, text: redirectText(redirect) };
}
