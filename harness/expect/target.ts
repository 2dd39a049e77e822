import type { Scheme, Target } from '../model/probe.ts';
import { shown } from '../text/shown.ts';
import { usageError } from './usage-error.ts';

const EXAMPLES = 'write tcp://host:port, http://host:port/path or https://host/path';
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
const DEFAULT_PORT: Readonly<Record<Scheme, number | null>> = { tcp: null, http: 80, https: 443 };

type Fail = (problem: string, fix: string) => RangeError;

const isScheme = (text: string): text is Scheme => Object.hasOwn(DEFAULT_PORT, text);

const schemeOf = (text: string, fail: Fail): Scheme => {
  const written = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (written === undefined) {
    const bare = /^[^\s/?#@]+:[0-9]+(?:[/?].*)?$/.test(text);
    throw fail('the scheme is missing', bare ? `write ${shown(`tcp://${text}`)} or ${shown(`http://${text}`)}` : EXAMPLES);
  }
  if (!isScheme(written)) {
    throw fail(`the scheme ${written}:// cannot be driven`, EXAMPLES);
  }
  return written;
};

/** The port as written, checked; the scheme's own when none is written. */
const portOf = (scheme: Scheme, written: string | undefined, fail: Fail): number => {
  const standard = DEFAULT_PORT[scheme];
  if (written === undefined && standard !== null) {
    return standard;
  }
  if (written === undefined || written === '') {
    throw fail(
      'the port is missing',
      scheme === 'tcp' ? 'write tcp://host:port' : `write ${scheme}://host:port or leave the colon out`,
    );
  }
  const port = /^[0-9]{1,9}$/.test(written) ? Number(written) : 0;
  if (port < 1 || port > 65_535) {
    throw fail(`${shown(written)} is not a port`, 'write a number from 1 to 65535');
  }
  return port;
};

/** Host and port as written: `[v6]` in brackets, anything else up to its only colon. */
const splitAuthority = (authority: string, fail: Fail): { readonly host: string; readonly port: string | undefined } => {
  const match = /^(\[[^\]]*\]|[^:[\]]*)(?::(.*))?$/.exec(authority);
  if (match === null || match[2]?.includes(':')) {
    throw fail('the host has too many colons or a stray bracket', 'put an IPv6 address in brackets, such as tcp://[::1]:9000');
  }
  const [, host = '', port] = match;
  if (host === '' || host === '[]') {
    throw fail('the host is missing', EXAMPLES);
  }
  return { host, port };
};

/** The rest of the target through the platform's URL parser, which knows IDN, IPv6 and percent-encoding. */
const canonical = (host: string, pathText: string, fail: Fail): { readonly host: string; readonly path: string } => {
  const url = URL.parse(`http://${host}${pathText}`);
  if (url === null || url.hostname === '') {
    throw fail(`${shown(host)} is not a host name or address`, EXAMPLES);
  }
  return { host: url.hostname, path: `${url.pathname}${url.search}` };
};

/** The refusal must not repeat a password into a log. */
const rejectCredentials = (text: string): void => {
  const [, scheme, userInfo] = /^([^/]*\/\/)?([^/?]*@)/.exec(text) ?? [];
  if (userInfo !== undefined) {
    const masked = `${scheme ?? ''}***@${text.slice((scheme ?? '').length + userInfo.length)}`;
    throw usageError(
      'target',
      masked,
      'credentials do not belong into a target',
      "leave them out and send them with --header 'Authorization: …'",
    );
  }
};

const rejectForeignCharacters = (text: string, fail: Fail): void => {
  if (text.trim() === '') {
    throw fail('the target is empty', EXAMPLES);
  }
  // URL parsers drop line breaks and tabs and turn backslashes into slashes: what is driven would not be what was written.
  if (/[\s\p{Cc}\\]/u.test(text)) {
    throw fail('a target holds no blanks, control characters or backslashes', 'percent-encode them or leave them out');
  }
  if (text.includes('#')) {
    throw fail('a fragment is never sent', 'leave out the # and what follows it');
  }
};

/**
 * Reads where the requests go: `tcp://host:port`, `http://…` or `https://…`. Tcp needs a port and has no path; http and https use
 * 80 and 443 when none is written. IPv6 addresses stand in brackets; credentials and fragments are refused. `text` is canonical:
 * reading it again gives an equal target. Throws a RangeError of one line naming the value and the fix.
 */
export const parseTarget = (text: string): Target => {
  const fail: Fail = (problem, fix) => usageError('target', text, problem, fix);
  rejectCredentials(text);
  rejectForeignCharacters(text, fail);
  const scheme = schemeOf(text, fail);
  const rest = text.slice(scheme.length + 3);
  const authorityLength = rest.search(/[/?]/);
  const authority = authorityLength === -1 ? rest : rest.slice(0, authorityLength);
  const pathText = authorityLength === -1 ? '' : rest.slice(authorityLength);
  const written = splitAuthority(authority, fail);
  const port = portOf(scheme, written.port, fail);
  if (scheme === 'tcp' && pathText !== '') {
    throw fail('a tcp target has no path', `write ${shown(`tcp://${authority}`)}`);
  }
  const { host, path } = canonical(written.host, pathText, fail);
  const portText = port === DEFAULT_PORT[scheme] ? '' : `:${port}`;
  return {
    scheme,
    host: host.replace(/^\[(.*)\]$/, '$1'),
    port,
    path: scheme === 'tcp' ? '' : path,
    text: `${scheme}://${host}${portText}${scheme === 'tcp' || path === '/' ? '' : path}`,
  };
};
