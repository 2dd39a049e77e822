import { shown } from '../text/shown.ts';
import { usageError } from './usage-error.ts';

/** Requests for one host and port are sent to another address. Null: any host or port; null behind it: the one that was asked for. */
export interface ConnectTo {
  readonly host: string | null;
  readonly port: number | null;
  readonly toHost: string | null;
  readonly toPort: number | null;
}

const FORM = /^(\[[^\]]*\]|[^:[\]]*):([^:]*):(\[[^\]]*\]|[^:[\]]*):([^:]*)$/;
const FIX = 'write HOST:PORT:ADDRESS:PORT such as shop.example:80:127.0.0.1:8080, IPv6 in brackets, empty parts for any';

type Fail = (problem: string, fix: string) => RangeError;

/** As targets have it: lower case, IDN as ASCII, IPv6 in its short form. */
const hostOf = (written: string, fail: Fail): string | null => {
  if (written === '') {
    return null;
  }
  const url = /[\s\p{Cc}\\/?#@%]/u.test(written) ? null : URL.parse(`http://${written}/`);
  if (url === null || url.hostname === '') {
    throw fail(`${shown(written)} is not a host name or address`, FIX);
  }
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
};

const portOf = (written: string, fail: Fail): number | null => {
  if (written === '') {
    return null;
  }
  const port = /^[0-9]{1,5}$/.test(written) ? Number(written) : 0;
  if (port < 1 || port > 65_535) {
    throw fail(`${shown(written)} is not a port`, 'write a number from 1 to 65535');
  }
  return port;
};

/**
 * Reads `HOST:PORT:ADDRESS:PORT`, as curl's option of the same name: an empty host or port in front matches any, an empty one behind
 * stays as it is. Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseConnectTo = (text: string, flag = '--connect-to'): ConnectTo => {
  const fail: Fail = (problem, fix) => usageError(flag, text, problem, fix);
  const parts = FORM.exec(text);
  if (parts === null) {
    throw fail('these are not four parts', FIX);
  }
  const [, host = '', port = '', toHost = '', toPort = ''] = parts;
  if (toHost === '' && toPort === '') {
    throw fail('it does not say where to', FIX);
  }
  return { host: hostOf(host, fail), port: portOf(port, fail), toHost: hostOf(toHost, fail), toPort: portOf(toPort, fail) };
};

/** Where connections for `host` and `port` go: by the first entry that fits; null where none does. */
export const connectAddress = (
  entries: readonly ConnectTo[],
  host: string,
  port: number,
): { readonly host: string; readonly port: number } | null => {
  const found = entries.find((entry) => (entry.host ?? host) === host && (entry.port ?? port) === port);
  return found === undefined ? null : { host: found.toHost ?? host, port: found.toPort ?? port };
};
