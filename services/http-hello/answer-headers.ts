import type { Config } from './config.ts';

/** What of a request is told back in the answer's headers. */
export interface Echoed {
  /** Request target as received. */
  readonly path: string | undefined;
  readonly host: string | undefined;
  /** `x-envoy-attempt-count` as received. */
  readonly attempt: string | undefined;
}

/** Longest `x-host` sent back; gateways often hold answer headers in a buffer of 4 KiB. */
const MAX_HOST_LENGTH = 255;

/** The headers of every HTTP answer. Nothing may be cached or stored by a gateway: each answer is an observation. */
export function answerHeaders(config: Pick<Config, 'version' | 'pod'>, echoed: Echoed): Record<string, string> {
  return { ...observedHeaders(config, echoed), 'cache-control': 'no-store' };
}

/**
 * What every answer tells over either protocol: who answered (`x-version`, `x-pod`) and what arrived after all rewriting on
 * the way (`x-path`, `x-host`, `x-attempt`).
 */
export function observedHeaders(config: Pick<Config, 'version' | 'pod'>, echoed: Echoed): Record<string, string> {
  const headers: Record<string, string> = { 'x-version': config.version, 'x-pod': config.pod };
  if (echoed.path !== undefined) headers['x-path'] = headerSafe(echoed.path);
  if (echoed.host !== undefined) headers['x-host'] = headerSafe(echoed.host.slice(0, MAX_HOST_LENGTH));
  if (echoed.attempt !== undefined && /^\d{1,9}$/.test(echoed.attempt)) headers['x-attempt'] = echoed.attempt;
  return headers;
}

/** Node throws on header values it would not send; whatever is not visible ASCII is percent-encoded. */
function headerSafe(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character.toWellFormed()));
}
