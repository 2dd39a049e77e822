import { usageError } from './usage-error.ts';

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Headers that frame the message or the connection: the driver writes them itself, and a second opinion would break the requests. */
const OWN_HEADERS: Readonly<Record<string, string>> = {
  connection: 'leave it out: --fresh opens a connection for every request',
  'content-length': 'leave it out: it follows from --body',
  expect: 'leave it out: request bodies are sent at once',
  'keep-alive': 'leave it out: connections are kept alive unless --fresh is given',
  te: 'leave it out: trailers are not read',
  trailer: 'leave it out: requests have no trailers',
  'transfer-encoding': 'leave it out: it follows from --body',
  upgrade: 'leave it out: connections are not upgraded',
};

/**
 * Reads a request header: `Name: value`; the value may be empty. The name is an HTTP token, the value has no line break or other
 * control character but tab, and nothing above U+00FF. Headers that the driver writes itself are refused.
 * Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseHeader = (text: string, flag = '--header'): readonly [name: string, value: string] => {
  const colon = text.indexOf(':');
  if (colon === -1) {
    throw usageError(flag, text, 'there is no colon after the name', "write 'Name: value'");
  }
  const name = text.slice(0, colon);
  if (!TOKEN.test(name)) {
    throw usageError(flag, text, name === '' ? 'the name is missing' : 'the name is not an HTTP token', "write 'Name: value'");
  }
  if (Object.hasOwn(OWN_HEADERS, name.toLowerCase())) {
    throw usageError(flag, text, `${name} is written by the driver`, OWN_HEADERS[name.toLowerCase()] ?? 'leave it out');
  }
  const value = text.slice(colon + 1);
  if (/[^\t\u0020-\u007e\u0080-\u{10ffff}]/u.test(value)) {
    throw usageError(flag, text, 'the value has a line break or another control character', 'leave it out');
  }
  if (/[^\t\u0020-\u00ff]/u.test(value)) {
    throw usageError(flag, text, 'the value has characters that HTTP headers cannot carry', 'percent-encode them');
  }
  return [name, value.trim()];
};
