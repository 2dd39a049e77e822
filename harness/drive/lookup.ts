import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Answer = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;
type Resolve = (host: string, options: { readonly all: true }, answer: Answer) => void;

const KEEP_MS = 1_000;

/**
 * A resolver for one host that asks the system at most once a second. Without it a new connection per request would weigh
 * the name server: thousands of queries a second, and failures that are not the target's. `nowMs` is the driver's clock;
 * errors are not kept. The function that comes out looks up `host` whatever name it is called with.
 */
export function lookupOncePerSecond(host: string, nowMs: () => number, resolve: Resolve = systemLookup): LookupFunction {
  let kept: LookupAddress[] = [];
  let staleMs = Number.NEGATIVE_INFINITY;
  let waiting: Answer[] = [];

  const resolved: Answer = (error, addresses) => {
    const asking = waiting;
    waiting = [];
    if (error === null) {
      kept = addresses;
      staleMs = nowMs() + KEEP_MS;
    }
    for (const answer of asking) answer(error, addresses);
  };

  return (_name, options, callback) => {
    const answer: Answer = (error, addresses) => {
      const first = addresses?.[0];
      if (error !== null || first === undefined) callback(error ?? notFound(host), '', 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    };
    if (nowMs() < staleMs) {
      queueMicrotask(() => answer(null, kept));
      return;
    }
    waiting.push(answer);
    if (waiting.length === 1) resolve(host, { all: true }, resolved);
  };
}

function notFound(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
}
