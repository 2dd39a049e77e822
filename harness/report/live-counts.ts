import type { LiveView } from './live-view.ts';
import { thousands } from './numbers.ts';
import { printable } from './printable.ts';
import { spanText } from './span-text.ts';

/** What happens before anything is counted, in one sentence; null once requests count. */
export function beforeCounting(view: LiveView): string | null {
  if (view.phase === 'counting') return null;
  if (view.phase === 'warming') return `warming up: ${warmUpText(view)}`;
  if (view.readyTimeoutMs === 0) return `starting to weigh ${printable(view.target)}`;
  const waited = `${spanText(view.elapsedMs)} of ${spanText(view.readyTimeoutMs)}`;
  return `waiting for the first answer of ${printable(view.target)} (${waited})`;
}

function warmUpText({ warmed, warmupRequests }: LiveView): string {
  return warmed === null ? `${thousands(warmupRequests)} requests` : `${thousands(warmed)} of ${thousands(warmupRequests)}`;
}

/** `4,800 of 10,000 answers`, `4,800 of at most 10,000 answers`, or without an end `4,800 answers`. */
export function answersText({ answered, requests, mayStopEarly }: LiveView): string {
  const total = requests === null ? '' : ` of ${mayStopEarly ? 'at most ' : ''}${thousands(requests)}`;
  return `${thousands(answered)}${total} answers`;
}

/** `4,012/s`; a slow pace keeps a decimal. */
export function rateText(perSecond: number): string {
  return `${perSecond < 9.95 ? perSecond.toFixed(1) : thousands(perSecond)}/s`;
}

/** Requests that are over, as a part of the run by whichever limit is nearer, 0 to 1; null = no limit is known. */
export function partDone({ answered, failed, requests, elapsedMs, durationMs }: LiveView): number | null {
  const parts = [
    ...(requests === null ? [] : [(answered + failed) / requests]),
    ...(durationMs === null || durationMs === 0 ? [] : [elapsedMs / durationMs]),
  ];
  return parts.length === 0 ? null : Math.min(1, Math.max(0, ...parts));
}
