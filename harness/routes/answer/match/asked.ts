import type { RouteProbe } from '../../../model/routes-report.ts';
import { bareHost } from './host-text.ts';

/** One request at one way in, as its rules see it. Null: not said. */
export interface Asked {
  readonly host: string | null;
  /** Port of the listener or of the service. */
  readonly port: number | null;
  /** Without the query. */
  readonly path: string;
  /** Query with its `?`, or empty. */
  readonly search: string;
  /** The first value of every parameter, not decoded: so does Envoy compare them. */
  readonly query: ReadonlyMap<string, string>;
  readonly method: string;
  /** By lower-case name; a repeated header is joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly scheme: 'http' | 'https';
  /** Of the client. */
  readonly namespace: string;
  /** Whether the client is a workload of the mesh, so that its namespace is that of the probe. */
  readonly isMesh: boolean;
}

/** What the probe says, before a way in is chosen. */
export type Said = Omit<Asked, 'port' | 'scheme' | 'isMesh'>;

const joinedHeaders = (headers: RouteProbe['headers']): ReadonlyMap<string, string> => {
  const joined = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = joined.get(key);
    joined.set(key, before === undefined ? value : `${before},${value}`);
  }
  return joined;
};

const firstValues = (search: string): ReadonlyMap<string, string> => {
  const values = new Map<string, string>();
  for (const pair of search === '' ? [] : search.slice(1).split('&')) {
    const cut = pair.indexOf('=');
    const [name, value] = cut < 0 ? [pair, ''] : [pair.slice(0, cut), pair.slice(cut + 1)];
    if (!values.has(name)) {
      values.set(name, value);
    }
  }
  return values;
};

/** `.` and `..` are resolved before rules are looked at (Istio `meshConfig.pathNormalization`, BASE by default). */
const normalPath = (path: string): string =>
  /(?:\/|%2f|\\)\.|%2e|\\/i.test(path) && URL.canParse(path, 'http://host') ? new URL(path, 'http://host').pathname : path;

/** The probe in the form that rules are compared with. A Host header says the host, whatever else the target is called. */
export const saidBy = (probe: RouteProbe): Said => {
  const headers = joinedHeaders(probe.headers);
  const host = headers.get('host') ?? headers.get(':authority') ?? probe.host;
  const [whole = ''] = probe.path.split('#');
  const cut = whole.indexOf('?');
  const path = cut < 0 ? whole : whole.slice(0, cut);
  const search = cut < 0 ? '' : whole.slice(cut);
  return {
    host: host === null || host === '' ? null : bareHost(host),
    path: normalPath(path.startsWith('/') ? path : `/${path}`),
    search,
    query: firstValues(search),
    // gRPC is always a POST.
    method: probe.protocol === 'grpc' ? 'POST' : probe.method.toUpperCase(),
    headers,
    namespace: probe.namespace,
  };
};
