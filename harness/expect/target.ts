import { HELLO_METHOD, isGrpc, type Scheme, type Target } from '../model/probe.ts';
import type { RouteProbe } from '../model/routes-report.ts';
import { shown } from '../text/shown.ts';
import { parseGrpcMethod } from './grpc-method.ts';
import { usageError } from './usage-error.ts';

const EXAMPLES = 'write tcp://host:port, http://host:port/path, https://host/path or grpc://host:port';
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;

type Fail = (problem: string, fix: string) => RangeError;

/** What of an address the platform's URL parser does not decide. */
interface Dialect<S extends string> {
  /** The word in front of the value in messages: a flag, or `target`. */
  readonly flag: string;
  /** Every scheme with its own port, or null where the port must be written. */
  readonly ports: Readonly<Record<S, number | null>>;
  /** Schemes without a path. */
  readonly pathless: readonly S[];
  /** What cannot be done with any other scheme. */
  readonly verb: string;
}

/** An address taken apart; IPv6 without brackets, the path empty where the scheme has none. */
interface Address<S extends string> {
  readonly scheme: S;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const DRIVEN: Dialect<Scheme> = {
  flag: 'target',
  ports: { tcp: null, http: 80, https: 443, grpc: null, grpcs: 443 },
  pathless: ['tcp'],
  verb: 'driven',
};

const schemeOf = <S extends string>(text: string, { ports, verb }: Dialect<S>, fail: Fail): S => {
  const written = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (written === undefined) {
    const bare = /^[^\s/?#@]+:[0-9]+(?:[/?].*)?$/.test(text);
    throw fail('the scheme is missing', bare ? `write ${shown(`tcp://${text}`)} or ${shown(`http://${text}`)}` : EXAMPLES);
  }
  if (!Object.hasOwn(ports, written)) {
    throw fail(`the scheme ${written}:// cannot be ${verb}`, EXAMPLES);
  }
  return written as S;
};

/** The port as written, checked; the scheme's own when none is written. */
const portOf = (scheme: string, standard: number | null, written: string | undefined, fail: Fail): number => {
  if (written === undefined && standard !== null) {
    return standard;
  }
  if (written === undefined || written === '') {
    throw fail(
      'the port is missing',
      standard === null ? `write ${scheme}://host:port` : `write ${scheme}://host:port or leave the colon out`,
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
const rejectCredentials = (text: string, flag: string): void => {
  const [, scheme, userInfo] = /^([^/]*\/\/)?([^/?]*@)/.exec(text) ?? [];
  if (userInfo !== undefined) {
    const masked = `${scheme ?? ''}***@${text.slice((scheme ?? '').length + userInfo.length)}`;
    throw usageError(
      flag,
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

/** Takes an address apart. Throws a RangeError of one line naming flag, value and fix. */
const readAddress = <S extends string>(text: string, dialect: Dialect<S>): Address<S> => {
  const fail: Fail = (problem, fix) => usageError(dialect.flag, text, problem, fix);
  rejectCredentials(text, dialect.flag);
  rejectForeignCharacters(text, fail);
  const scheme = schemeOf(text, dialect, fail);
  const rest = text.slice(scheme.length + 3);
  const authorityLength = rest.search(/[/?]/);
  const authority = authorityLength === -1 ? rest : rest.slice(0, authorityLength);
  const pathText = authorityLength === -1 ? '' : rest.slice(authorityLength);
  const written = splitAuthority(authority, fail);
  const port = portOf(scheme, dialect.ports[scheme], written.port, fail);
  const isPathless = dialect.pathless.includes(scheme);
  if (isPathless && pathText !== '') {
    throw fail(`a ${scheme} target has no path`, `write ${shown(`${scheme}://${authority}`)}`);
  }
  const { host, path } = canonical(written.host, pathText, fail);
  return { scheme, host, port, path: isPathless ? '' : path };
};

const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/**
 * Reads where the requests go: `tcp://host:port`, `http://…`, `https://…`, `grpc://host:port` or `grpcs://…`. Tcp needs a port and has no
 * path; http and https use 80 and 443 when none is written; grpc, which has no port of its own, needs one, and grpcs uses 443. The path
 * of a gRPC target is the method it calls. IPv6 addresses stand in brackets; credentials and fragments are refused. `text` is canonical:
 * reading it again gives an equal target. Throws a RangeError of one line naming the value and the fix.
 */
export const parseTarget = (text: string): Target => {
  const { scheme, host, port, path: written } = readAddress(text, DRIVEN);
  const path = isGrpc(scheme) ? parseGrpcMethod(written, text, DRIVEN.flag) : written;
  const portText = port === DRIVEN.ports[scheme] ? '' : `:${port}`;
  const isUsual = path === (isGrpc(scheme) ? HELLO_METHOD : '/');
  return {
    scheme,
    host: withoutBrackets(host),
    port,
    path,
    text: `${scheme}://${host}${portText}${isUsual ? '' : path}`,
  };
};

/** What routes may be asked about: more than can be driven. */
export type AskedProtocol = NonNullable<RouteProbe['protocol']>;

const ASKED_PORTS: Readonly<Record<AskedProtocol, number | null>> = {
  http: 80,
  https: 443,
  grpc: 80,
  tcp: null,
  tls: 443,
  udp: null,
};

/**
 * Reads what routes are asked about, `http://host:port/path` and so on; `grpc`, `tls` and `udp` are schemes here, too. IPv6 without
 * brackets. Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseAsked = (
  text: string,
  flag: string,
): { readonly protocol: AskedProtocol; readonly host: string; readonly port: number; readonly path: string } => {
  const dialect = { flag, ports: ASKED_PORTS, pathless: ['tcp', 'tls', 'udp'] as const, verb: 'asked about' };
  const { scheme, host, port, path } = readAddress<AskedProtocol>(text, dialect);
  return { protocol: scheme, host: withoutBrackets(host), port, path: path === '' ? '/' : path };
};
