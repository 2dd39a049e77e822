import { http2Unsendable } from '../drive/http2-unsendable.ts';
import type { Plan } from '../model/plan.ts';
import { isGrpc, type Probe, type Target } from '../model/probe.ts';
import type { OptionName, Options } from './options.ts';
import { UsageError } from './usage-error.ts';

type Http2Plan = NonNullable<Plan['http2']>;

/**
 * Streams per connection, or null for HTTP/1.1. As with `h2load -m`, one stream unless given. gRPC is always HTTP/2. An option that would do
 * nothing is refused.
 *
 * @param starts what is started for the target, if anything: the stands speak HTTP/1.1
 */
export function askedHttp2(
  { scheme }: Pick<Target, 'scheme'>,
  options: Options<'http2' | 'streams' | 'fresh'>,
  given: ReadonlySet<OptionName>,
  starts: unknown,
): Http2Plan | null {
  const { http2, streams, fresh } = options;
  if (isGrpc(scheme)) {
    if (http2 === false) throw new UsageError('--no-http2: gRPC is spoken over HTTP/2 only; leave it out');
  } else if (http2 !== true) {
    if (streams === undefined) return null;
    throw new UsageError(`--streams ${streams}: HTTP/1.1 has one request at a time on a connection; add --http2`);
  }
  if (typeof starts === 'object' && starts !== null && 'stand' in starts)
    throw new UsageError('--http2: this lab speaks HTTP/1.1; leave it out, or give a target that speaks HTTP/2');
  // Not when a comparison of connections has added --fresh by itself.
  if (streams !== undefined && fresh === true && given.has('fresh'))
    throw new UsageError(
      `--streams ${streams}: --fresh opens a connection for every request, which is its only stream; leave one of the two out`,
    );
  return { streams: streams ?? 1 };
}

/** Why a probe cannot be sent over HTTP/2, or null when it can or need not. */
export function http2Fault(http2: Http2Plan | null, probe: Probe): string | null {
  return http2 === null ? null : http2Unsendable(probe);
}

/** What the report says about how requests share connections. */
export function http2Notes({ target, http2, freshConnections, connections }: Plan): readonly string[] {
  if (http2 == null) return [];
  const [protocol, request] = isGrpc(target.scheme) ? ['gRPC', 'call'] : ['HTTP/2', 'request'];
  if (freshConnections) return [`${protocol}, a new connection for every ${request}`];
  const each = http2.streams === 1 ? `one ${request} at a time` : `up to ${http2.streams} ${request}s at once (--streams)`;
  return [`${protocol}, ${each} on ${connections === 1 ? 'one connection' : `each of ${connections} connections`}`];
}
