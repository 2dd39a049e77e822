import type { RequestTarget } from './request-target.ts';

/** What a request asks for. Everything but a greeting is reserved: answered by this hop alone, no backend is called. */
export type Route =
  | { readonly kind: 'hello' | 'other'; readonly name: string }
  | { readonly kind: 'identity' | 'headers' | 'healthz' | 'readyz' | 'metrics' }
  | { readonly kind: 'status'; readonly code: number }
  | { readonly kind: 'delay'; readonly delayMs: number; readonly name: string }
  | { readonly kind: 'flaky'; readonly query: string }
  | { readonly kind: 'unknown'; readonly message: string };

/** The longest delay that anybody can ask for, in milliseconds. */
export const MAX_DELAY_MS = 60_000;

const SINGLE = { headers: 'headers', healthz: 'healthz', readyz: 'readyz', metrics: 'metrics' } as const;

/** Decides what a target asks for. Total: a reserved path that makes no sense is `unknown` with a sentence for the client. */
export function routeOf(target: RequestTarget): Route {
  const { segments } = target;
  const first = segments[0];
  const name = segments.at(-1);
  if (first === undefined || name === undefined) {
    return isRoot(target) ? { kind: 'identity' } : { kind: 'unknown', message: 'the path names nobody, try /hello/eric' };
  }
  if (Object.hasOwn(SINGLE, first)) return singleRoute(first as keyof typeof SINGLE, target);
  if (first === 'status') return statusRoute(target);
  if (first === 'delay') return delayRoute(target);
  if (first === 'flaky')
    return isAlone(target) ? { kind: 'flaky', query: target.query } : unknownBelow('/flaky', '/flaky?fail=2');
  if (first !== 'hello') return { kind: 'other', name };
  if (segments.length > 1) return { kind: 'hello', name };
  return { kind: 'unknown', message: '/hello needs a name, try /hello/eric' };
}

function isRoot(target: RequestTarget): boolean {
  return /^\/(?:[?#]|$)/.test(target.forwarded);
}

function isAlone(target: RequestTarget): boolean {
  return target.segments.length === 1 && !target.trailingSlash;
}

function unknownBelow(prefix: string, example: string): Route {
  return { kind: 'unknown', message: `nothing is served below ${prefix}, try ${example}` };
}

function singleRoute(first: keyof typeof SINGLE, target: RequestTarget): Route {
  return isAlone(target) ? { kind: SINGLE[first] } : unknownBelow(`/${first}`, `/${first}`);
}

/** The only number below a prefix such as `/status/503`, or null when the path is anything else. */
function numberBelow(target: RequestTarget): number | null {
  const text = target.segments[1];
  if (target.segments.length !== 2 || target.trailingSlash || text === undefined) return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function statusRoute(target: RequestTarget): Route {
  const code = numberBelow(target);
  if (code !== null && code >= 200 && code <= 599) return { kind: 'status', code };
  return { kind: 'unknown', message: '/status/CODE needs a code from 200 to 599, try /status/503' };
}

function delayRoute(target: RequestTarget): Route {
  const delayMs = numberBelow(target);
  if (delayMs !== null && delayMs <= MAX_DELAY_MS) return { kind: 'delay', delayMs, name: String(delayMs) };
  return { kind: 'unknown', message: `/delay/MS needs milliseconds from 0 to ${MAX_DELAY_MS}, try /delay/250` };
}
