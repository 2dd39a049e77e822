import type { Scheme, Target } from '../model/probe.ts';
import type { RouteProbe } from '../model/routes-report.ts';
import type { OptionName, Options } from './options.ts';

/** Options of `routes` that ask about a request; without any of them the whole table is meant. */
const ASKING: readonly OptionName[] = ['target', 'host', 'path', 'header', 'method', 'port', 'from'];

type AskedOptions = Options<'target' | 'host' | 'path' | 'header' | 'method' | 'port' | 'from' | 'namespace'>;
type SentOptions = Options<'probe' | 'host' | 'header' | 'method' | 'from' | 'namespace'>;

/** The request that `weighbridge routes` is asked about; null for the whole table. */
export function askedProbe(options: AskedOptions, given: ReadonlySet<OptionName>): RouteProbe | null {
  if (!ASKING.some((name) => given.has(name))) return null;
  const { target } = options;
  const sent = hostAndHeaders(options);
  return {
    from: options.from ?? null,
    protocol: target?.protocol ?? null,
    host: sent.host ?? target?.host ?? null,
    port: options.port ?? target?.port ?? null,
    path: given.has('path') ? options.path : (target?.path ?? options.path),
    method: options.method,
    headers: sent.headers,
    namespace: options.namespace,
  };
}

/**
 * The request that `verify` sends, as the routes see it. `--probe` stands for everything that the address decides, because it names
 * another hop than the one that is sent to. A lab (null) has no address that any route could know.
 */
export function sentProbe(options: SentOptions, target: Target | null, scheme: Scheme | null): RouteProbe {
  const { probe } = options;
  const sent = hostAndHeaders(options);
  // Routes know gRPC with TLS by the port, as they know it without.
  const protocol = probe?.protocol ?? (scheme === 'grpcs' ? 'grpc' : scheme);
  return {
    from: options.from ?? null,
    protocol,
    host: probe?.host ?? sent.host ?? target?.host ?? null,
    port: probe?.port ?? target?.port ?? null,
    path: probe?.path ?? (target === null || target.path === '' ? '/' : target.path),
    method: protocol === 'grpc' ? 'POST' : options.method,
    headers: protocol === 'grpc' ? [...OF_GRPC, ...sent.headers] : sent.headers,
    namespace: options.namespace,
  };
}

/** What every gRPC call carries, and what rules tell it from other requests by. */
const OF_GRPC: RouteProbe['headers'] = [
  ['content-type', 'application/grpc'],
  ['te', 'trailers'],
];

/** The Host header, from `--host` or among the others, without its port; and the others. */
function hostAndHeaders({ host, header }: Options<'host' | 'header'>): Pick<RouteProbe, 'host' | 'headers'> {
  const isHost = ([name]: readonly [string, string]) => name.toLowerCase() === 'host';
  const written = (host ?? header.find(isHost))?.[1];
  return { host: written === undefined ? null : withoutPort(written), headers: header.filter((one) => !isHost(one)) };
}

function withoutPort(authority: string): string {
  if (authority.startsWith('[')) return authority.slice(1).replace(/\].*$/, '');
  return authority.replace(/:\d*$/, '');
}
