import { type Backend, parseBackend } from './backend-address.ts';
import { inert, quoted } from './visible-text.ts';

/** Everything this hop is told from outside. */
export interface Config {
  readonly port: number;
  /** Port for gRPC; null = not served. */
  readonly grpcPort: number | null;
  /** Address or name to bind; null = every address, dual stack. */
  readonly host: string | null;
  readonly greeting: string;
  readonly version: string;
  /** This pod as it names itself in greetings and in `x-pod`. */
  readonly pod: string;
  readonly backends: readonly Backend[];
  /** True: the line joins the backends as `<-[a|b]`, also when there is only one. */
  readonly parallel: boolean;
  readonly backendTimeoutMs: number;
  /** Longest time to receive one whole request. */
  readonly requestTimeoutMs: number;
  /** After a signal: how long new connections are still accepted while `/readyz` says 503. */
  readonly drainMs: number;
  readonly logRequests: boolean;
}

/** A wrong variable; the message is one line that names the variable, the value and the fix. */
export class ConfigError extends Error {}

/** The environment; a variable that is set but empty counts as not set. */
type Environment = Readonly<Record<string, string | undefined>>;

const LANGUAGES: ReadonlyMap<string, readonly [greeting: string, version: string]> = new Map([
  ['en', ['Hello', 'v1']],
  ['fr', ['Bonjour', 'v2']],
  ['es', ['Hola', 'v3']],
]);

/** Reads the configuration. `ownAddress` is the pod's name when POD_IP does not give one. Throws ConfigError. */
export function readConfig(env: Environment, ownAddress: string): Config {
  const language = LANGUAGES.get(env.HELLO_LANGUAGE || 'en');
  if (!language) throw wrong('HELLO_LANGUAGE', env, 'is not a known language', 'use en, fr or es, or set HELLO_GREETING');
  return {
    ...readPorts(env),
    host: matching(env, 'HOST', /^[A-Za-z0-9._:%-]{1,253}$/, 'use an address such as 0.0.0.0, or leave it unset') ?? null,
    greeting: readGreeting(env) ?? language[0],
    version:
      matching(env, 'HELLO_VERSION', /^[\x21-\x7e]{1,63}$/, 'use up to 63 visible ASCII characters such as v1') ?? language[1],
    pod: matching(env, 'POD_IP', /^[A-Za-z0-9._:%-]{1,253}$/, 'use an address such as 10.0.0.1, or leave it unset') ?? ownAddress,
    ...readBackends(env),
    backendTimeoutMs: wholeNumber(env, 'BACKEND_TIMEOUT_MS', 15_000, 1, 600_000),
    requestTimeoutMs: wholeNumber(env, 'REQUEST_TIMEOUT_MS', 10_000, 100, 600_000),
    drainMs: wholeNumber(env, 'DRAIN_MS', 500, 0, 60_000),
    logRequests: matching(env, 'LOG', /^(?:none|requests)$/, 'use requests or none') === 'requests',
  };
}

function readPorts(env: Environment): Pick<Config, 'port' | 'grpcPort'> {
  const port = wholeNumber(env, 'PORT', 8001, 0, 65_535);
  const grpcPort = env.GRPC_PORT ? wholeNumber(env, 'GRPC_PORT', 8002, 0, 65_535) : null;
  if (grpcPort === port && port !== 0) throw wrong('GRPC_PORT', env, 'is the PORT for HTTP too', 'give each a port of its own');
  return { port, grpcPort };
}

function wrong(name: string, env: Environment, problem: string, fix: string): ConfigError {
  return new ConfigError(`${name}=${quoted(env[name] ?? '')} ${problem}; ${fix}`);
}

function wholeNumber(env: Environment, name: string, byDefault: number, least: number, most: number): number {
  const text = env[name] || String(byDefault);
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  const example = `${name}=${byDefault}`;
  throw wrong(name, env, `is not a whole number from ${least} to ${most}`, `write digits only, for example ${example}`);
}

function matching(env: Environment, name: string, pattern: RegExp, fix: string): string | undefined {
  const text = env[name] || undefined;
  if (text !== undefined && !pattern.test(text)) throw wrong(name, env, 'is not usable', fix);
  return text;
}

function readGreeting(env: Environment): string | undefined {
  const text = env.HELLO_GREETING || undefined;
  if (text === undefined) return undefined;
  const fix = 'use up to 64 characters such as Ciao, without ( ) [ ] | < \\ and without space at either end';
  if (inert(text) !== text || text.trim() !== text || text.length > 64) throw wrong('HELLO_GREETING', env, 'is not usable', fix);
  return text;
}

function readBackends(env: Environment): Pick<Config, 'backends' | 'parallel'> {
  const one = env.HTTP_HELLO_BACKEND;
  const many = env.HTTP_HELLO_BACKENDS;
  if (one && many) {
    const both = `HTTP_HELLO_BACKEND=${quoted(one)} and HTTP_HELLO_BACKENDS=${quoted(many)}`;
    throw new ConfigError(`${both} are both set; set HTTP_HELLO_BACKEND for one backend or HTTP_HELLO_BACKENDS for several`);
  }
  if (one) return { backends: [readBackend(env, 'HTTP_HELLO_BACKEND', one)], parallel: false };
  const list = (many ? many.split(',') : []).map((entry) => readBackend(env, 'HTTP_HELLO_BACKENDS', entry.trim()));
  return { backends: list, parallel: list.length > 0 };
}

function readBackend(env: Environment, name: string, entry: string): Backend {
  const fix = 'write host, host:port, [ipv6]:port, http://host:port or grpc://host:port, for example hello2:8001';
  if (entry === '') throw wrong(name, env, 'has an empty entry', fix);
  if (name === 'HTTP_HELLO_BACKEND' && entry.includes(',')) {
    throw wrong(name, env, 'lists several backends', 'put lists into HTTP_HELLO_BACKENDS');
  }
  try {
    return parseBackend(entry);
  } catch (error) {
    const problem = (error as Error).message;
    throw wrong(name, env, entry === env[name] ? problem : `holds ${quoted(entry)}, which ${problem}`, fix);
  }
}
