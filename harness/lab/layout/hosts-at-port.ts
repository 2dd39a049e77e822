import { hostFit } from '../../routes/answer/match/host-text.ts';
import type { Entry, Rule } from '../../routes/route-table.ts';

/** A host of an ingress port that reads HTTP, with its rules in order of precedence. */
export interface HostAtPort {
  /** `*`, `*.example.com`, `example.com`; lower case. */
  readonly pattern: string;
  readonly rules: readonly Rule[];
  /** True: whatever comes unencrypted is sent to HTTPS (Istio `httpsRedirect`). */
  readonly isRedirected: boolean;
}

interface Candidate extends HostAtPort {
  /** How specific the host of the rules and that of the listener are. */
  readonly own: number;
  readonly listener: number;
}

/**
 * Hosts of an ingress port, the most specific first; what fits none is 404. Plain HTTP servers of Istio share one list, so the host of the
 * rules decides (pilot: buildGatewayHTTPRouteConfig merges by port); behind TLS and in Gateway API the listener is chosen first, and refuses
 * what its rules do not name ("listener isolation" of the spec).
 */
export function hostsAtPort(entries: readonly Entry[], scheme: 'http' | 'https'): readonly HostAtPort[] {
  const isShared = scheme === 'http' && entries.every(({ api }) => api === 'istio');
  const candidates = entries.flatMap((entry) =>
    listenerHosts(entry).flatMap((pattern) => [
      ...hostsBelow(entry, pattern),
      ...(isShared ? [] : [{ pattern, rules: [], isRedirected: false, own: 0, listener: specificity(pattern) }]),
    ]),
  );
  const ranked = candidates.toSorted((a, b) =>
    isShared ? b.own - a.own || b.listener - a.listener : b.listener - a.listener || b.own - a.own,
  );
  return merged(ranked);
}

const listenerHosts = ({ listener }: Entry): readonly string[] =>
  listener === null || listener.hosts.length === 0 || listener.isAssumed === true ? ['*'] : listener.hosts;

function hostsBelow({ listener, hosts }: Entry, pattern: string): readonly Candidate[] {
  const above = specificity(pattern);
  const redirected = { pattern, rules: [], isRedirected: true, own: above, listener: above };
  if (listener?.tls?.mode === 'redirect') return [redirected];
  return hosts.flatMap(({ host, http }) => {
    const both = narrower(host, pattern);
    if (both === null || http.length === 0) return [];
    return [{ pattern: both, rules: http, isRedirected: false, own: specificity(host), listener: above }];
  });
}

/** What fits both: of two patterns one is inside the other, or they have nothing in common. */
function narrower(a: string, b: string): string | null {
  const isInside = (inner: string, outer: string) => outer === '*' || hostFit(outer, inner.toLowerCase()) !== null;
  if (isInside(a, b)) return a;
  return isInside(b, a) ? b : null;
}

const specificity = (pattern: string): number => (pattern.startsWith('*') ? pattern.length : Number.MAX_SAFE_INTEGER);

/** Rules of several servers for one host follow each other. */
function merged(candidates: readonly Candidate[]): readonly HostAtPort[] {
  const hosts = new Map<string, HostAtPort>();
  for (const { pattern: written, rules, isRedirected } of candidates) {
    const pattern = written.toLowerCase();
    const before = hosts.get(pattern);
    hosts.set(pattern, {
      pattern,
      rules: [...(before?.rules ?? []), ...rules],
      isRedirected: isRedirected || before?.isRedirected === true,
    });
  }
  return [...hosts.values()];
}
