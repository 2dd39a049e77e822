import type { Match, Redirect } from '../../route-table.ts';
import type { Asked } from '../match/asked.ts';
import { hostAndPort } from '../shares/destination-text.ts';
import { changedPath } from './changed-path.ts';

const USUAL_PORT: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** The port in the address: the written one, else that of the request unless the scheme changes; the usual one of a scheme is left out. */
const shownPort = (redirect: Redirect, scheme: string, asked: Asked): number | null => {
  const port = redirect.port ?? (redirect.scheme === null && redirect.host === null ? asked.port : null);
  return port === USUAL_PORT[scheme] ? null : port;
};

/** Where a redirect sends this request: `https://example.com/new?x=1`. */
export const redirectTarget = (redirect: Redirect, match: Match | null, asked: Asked): string => {
  const scheme = redirect.scheme ?? asked.scheme;
  const host = redirect.host ?? asked.host ?? 'HOST';
  const path =
    redirect.path === null ? asked.path : (changedPath(redirect.path, match, asked.path) ?? 'a path by regular expression');
  return `${scheme}://${hostAndPort(host, shownPort(redirect, scheme, asked))}${path}${path.includes('?') ? '' : asked.search}`;
};
