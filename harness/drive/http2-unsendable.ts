import type { Probe } from '../model/probe.ts';

/** Fields about the connection, which HTTP/2 does not have (RFC 9113 section 8.2.2). `Connection` is understood and not sent. */
const OF_THE_CONNECTION = ['proxy-connection', 'http2-settings'];

/** Fields with one value only: HTTP/1.1 lets a mistaken client send two, Node's HTTP/2 refuses. */
const ONCE_ONLY = new Set(
  (
    'access-control-request-method authorization content-encoding content-language content-location content-md5 content-range ' +
    'content-type date dnt from if-match if-modified-since if-none-match if-range if-unmodified-since last-modified ' +
    'max-forwards proxy-authorization range referer tk upgrade-insecure-requests user-agent age etag expires location ' +
    'retry-after access-control-allow-credentials access-control-max-age x-content-type-options'
  ).split(' '),
);

/** Says in one sentence why a probe that HTTP/1.1 could carry cannot be sent over HTTP/2, or null when it can. */
export function http2Unsendable(probe: Probe): string | null {
  const seen = new Set<string>();
  for (const [name, value] of probe.headers) {
    const key = name.toLowerCase();
    if (OF_THE_CONNECTION.includes(key)) return `the header ${name} is not allowed in HTTP/2; remove it`;
    if (key === 'te' && value.trim() !== 'trailers')
      return 'the header TE may only say trailers in HTTP/2; write that or remove it';
    if (ONCE_ONLY.has(key) && seen.has(key)) return `the header ${name} is given twice; give it once`;
    seen.add(key);
  }
  return null;
}
