import type { Dispatcher } from 'undici';
import type { Plan } from '../model/plan.ts';
import { usesTls } from '../model/probe.ts';
import { hostHeader } from './host-name.ts';

/** The request that every dispatch reuses. */
export interface HttpRequest {
  readonly options: Dispatcher.DispatchOptions;
  readonly isHttps: boolean;
  /** True: the connection is given up after one answer. */
  readonly fresh: boolean;
}

/**
 * Names a request to whoever sees a copy of it, such as the shadow of a mirror. A header of our own, because gateways replace the
 * `x-request-id` that a client sends.
 */
export const ID_HEADER = 'x-weighbridge-id';

/** The request with its id; without one, the same object for every request. */
export function withId(options: Dispatcher.DispatchOptions, id: string | null): Dispatcher.DispatchOptions {
  if (id === null) return options;
  // A plain list of names and values, as `httpRequest` made it.
  return { ...options, headers: [...(options.headers as readonly string[]), ID_HEADER, id] };
}

/** Turns the plan's probe into undici's words, once for the whole run. */
export function httpRequest(plan: Plan): HttpRequest {
  const headers = ['host', hostHeader(plan)];
  let fresh = plan.freshConnections;
  for (const [name, value] of plan.probe.headers) {
    const key = name.toLowerCase();
    if (key === 'connection') fresh ||= /(^|,)\s*close\s*(,|$)/i.test(value);
    else if (key !== 'host') headers.push(name, asSentBytes(value));
  }
  return { fresh, isHttps: usesTls(plan.target.scheme), options: dispatchOptions(plan, headers, fresh) };
}

function dispatchOptions(plan: Plan, headers: string[], fresh: boolean): Dispatcher.DispatchOptions {
  const body = plan.probe.body;
  return {
    path: asSentBytes(plan.target.path),
    method: plan.probe.method,
    headers,
    body: body === null ? null : Buffer.from(body, 'utf8'),
    // Said outright, because undici otherwise closes the connection after each HEAD and each GET with a body.
    reset: fresh,
    // One request per connection at a time is all there is: nothing waits behind it.
    blocking: false,
  };
}

/** undici writes header text as latin1; a value typed in UTF-8 keeps its bytes this way, as curl does it. */
function asSentBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
