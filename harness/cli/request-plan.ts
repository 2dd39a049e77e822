import { unsendable } from '../drive/unsendable.ts';
import { connectAddress } from '../expect/connect-to.ts';
import type { Plan } from '../model/plan.ts';
import { isGrpc, type Probe, type Scheme, type Target, type TlsMaterial } from '../model/probe.ts';
import { readText } from './files.ts';
import { rejectGrpcBody } from './grpc-body.ts';
import { askedHttp2, http2Fault, http2Notes } from './http2-plan.ts';
import type { OptionName, Options } from './options.ts';
import { UsageError } from './usage-error.ts';

/** Requests per second towards a target off loopback when nobody said otherwise: a test, not an attack. */
const POLITE_RATE_PER_SECOND = 200;

export type PlanOptions = Options<
  | 'requests'
  | 'duration'
  | 'rate'
  | 'connections'
  | 'fresh'
  | 'http2'
  | 'streams'
  | 'timeout'
  | 'ready-timeout'
  | 'warmup'
  | 'header'
  | 'host'
  | 'connect-to'
  | 'method'
  | 'body'
  | 'payload'
  | 'cacert'
  | 'cert-file'
  | 'key-file'
  | 'insecure'
>;

/** What of the plan does not come from the traffic options. */
export interface PlanFacts {
  readonly site: { readonly target: Target; readonly isReady: boolean; readonly starts: unknown };
  /** Requests when `-n` is not given. */
  readonly defaultRequests: number;
  /** True: `defaultRequests` is a cap that holds beside a duration too. */
  readonly isCapped: boolean;
  /** Versions that the expectation names. */
  readonly namedVersions: number;
}

/** Most different labels kept, however many versions are named; strangers need room too. */
const labelCap = (namedVersions: number) => Math.max(64, namedVersions + 16);

/** How many requests, how fast, over which connections; with notes on what was decided for the user. */
export async function makePlan(
  options: PlanOptions,
  given: ReadonlySet<OptionName>,
  facts: PlanFacts,
): Promise<{ readonly plan: Plan; readonly notes: readonly string[] }> {
  const { target, isReady } = facts.site;
  rejectForeignOptions(target, options, given);
  rejectGrpcBody(target, options.body);
  const probe = probeOf(target, options);
  const http2 = askedHttp2(target, options, given, facts.site.starts);
  const fault = unsendable(target, probe) ?? http2Fault(http2, probe);
  if (fault !== null) throw new UsageError(`the request cannot be sent: ${fault}`);
  // A lab is where it is, also for an entry that fits any address.
  const connectTo = isReady ? null : connectAddress(options['connect-to'], target.host, target.port);
  const address = connectTo ?? target;
  // What we start ourselves is on this machine, whatever its clients call it.
  const polite = options.rate === undefined && facts.site.starts === null && !isLoopback(address.host);
  const plan: Plan = {
    target,
    connectTo,
    probe,
    tls: await readTls(options),
    requests:
      options.requests ?? (options.duration === undefined || facts.isCapped ? facts.defaultRequests : Number.MAX_SAFE_INTEGER),
    durationMs: options.duration ?? null,
    ratePerSecond: polite ? POLITE_RATE_PER_SECOND : (options.rate?.perSecond ?? null),
    connections: options.connections,
    http2,
    freshConnections: target.scheme === 'tcp' || (options.fresh ?? false),
    timeoutMs: options.timeout,
    readyTimeoutMs: isReady ? 0 : options['ready-timeout'],
    warmupRequests: options.warmup ?? 0,
    labelCap: labelCap(facts.namedVersions),
  };
  const notes = [
    ...(connectTo === null ? [] : [`connections are opened to ${authority(connectTo)} (--connect-to)`]),
    ...http2Notes(plan),
    ...(polite
      ? [
          `${address.host} is not on loopback: requests are sent at ${POLITE_RATE_PER_SECOND}/s (--rate R or --rate max changes that)`,
        ]
      : []),
  ];
  return { plan, notes };
}

const TLS_ONLY: readonly OptionName[] = ['cacert', 'cert-file', 'key-file', 'insecure'];
/** By scheme: what it has no use for. */
const FOREIGN: Readonly<Record<Scheme, readonly OptionName[]>> = {
  tcp: ['header', 'host', 'method', 'body', 'http2', 'streams', ...TLS_ONLY],
  http: [...TLS_ONLY, 'payload'],
  https: ['payload'],
  grpc: [...TLS_ONLY, 'method', 'payload'],
  grpcs: ['method', 'payload'],
};

/** An option that the target's protocol has no use for is an error: ignoring it would measure something else than was asked. */
function rejectForeignOptions(target: Target, options: PlanOptions, given: ReadonlySet<OptionName>): void {
  const foreign = FOREIGN[target.scheme].find((name) => given.has(name));
  if (foreign !== undefined)
    throw new UsageError(`--${foreign} has no meaning for ${target.text}; leave it out or change the target's scheme`);
  if (target.scheme === 'tcp' && options.fresh === false)
    throw new UsageError('--no-fresh has no meaning for tcp: every probe opens a connection; leave it out');
}

const authority = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

function probeOf({ scheme }: Target, options: PlanOptions): Probe {
  const host = options.host === undefined ? [] : [options.host];
  const method = isGrpc(scheme) ? 'POST' : options.method;
  return { method, headers: [...host, ...options.header], body: options.body ?? null, payload: options.payload };
}

async function readTls(options: PlanOptions): Promise<TlsMaterial> {
  const read = async (name: 'cacert' | 'cert-file' | 'key-file') => {
    const path = options[name];
    return path === undefined ? null : readText(`--${name}`, path);
  };
  const caPem = await read('cacert');
  const certPem = await read('cert-file');
  const keyPem = await read('key-file');
  if ((certPem === null) !== (keyPem === null)) {
    throw new UsageError(
      certPem === null
        ? '--key-file is given without --cert-file; give both'
        : '--cert-file is given without --key-file; give both',
    );
  }
  if (caPem === null && certPem === null) return { caPem, certPem, keyPem, insecure: options.insecure ?? false };
  const { createSecureContext } = await import('node:tls');
  try {
    createSecureContext({
      ...(caPem === null ? {} : { ca: caPem }),
      ...(certPem === null || keyPem === null ? {} : { cert: certPem, key: keyPem }),
    });
  } catch (error) {
    const files = [options.cacert, options['cert-file'], options['key-file']].filter((path) => path !== undefined).join(', ');
    throw new UsageError(`${files}: not usable as PEM certificates and keys (${(error as Error).message}); check the files`);
  }
  if (caPem !== null && !caPem.includes('-----BEGIN CERTIFICATE-----'))
    throw new UsageError(`--cacert ${options.cacert}: holds no PEM certificate; check the file`);
  return { caPem, certPem, keyPem, insecure: options.insecure ?? false };
}

function isLoopback(host: string): boolean {
  return (
    /^(.+\.)?localhost\.?$/.test(host) ||
    /^127(\.\d+){3}$/.test(host) ||
    host === '::1' ||
    // 127.0.0.0/8 inside IPv6, as URLs write it.
    /^::ffff:7f[0-9a-f]{2}:/.test(host)
  );
}
