import { hostFit } from '../../../routes/answer/match/host-text.ts';
import type { Entry, RouteTable } from '../../../routes/route-table.ts';
import type { Wiring } from '../wiring.ts';
import type { KnownAtPort } from './looks.ts';
import type { HostPlan, Step } from './port-plan.ts';
import { stepsOf } from './steps.ts';

interface Candidate extends HostPlan {
  /** How specific the host of the rules and that of the listener are. */
  readonly own: number;
  readonly listener: number;
}

/**
 * Hosts of an ingress port in the order in which they are tried. Plain HTTP servers of Istio share one list, so the host of the rules
 * decides (pilot: buildGatewayHTTPRouteConfig merges by port); behind TLS and in Gateway API the listener is chosen first, and refuses what
 * its rules do not name.
 */
export function gatewayHosts(
  entries: readonly Entry[],
  known: KnownAtPort,
  table: RouteTable,
  wiring: Wiring,
): readonly HostPlan[] {
  const isShared = known.scheme === 'http' && entries.every(({ api }) => api === 'istio');
  const candidates = entries.flatMap((entry) =>
    listenerHosts(entry).flatMap((pattern) => [
      ...hostsBelow(entry, pattern, known, table, wiring),
      ...(isShared ? [] : [{ pattern, steps: [], own: 0, listener: specificity(pattern) }]),
    ]),
  );
  const ranked = candidates.toSorted((a, b) =>
    isShared ? b.own - a.own || b.listener - a.listener : b.listener - a.listener || b.own - a.own,
  );
  return merged(ranked);
}

const listenerHosts = ({ listener }: Entry): readonly string[] =>
  listener === null || listener.hosts.length === 0 || listener.isAssumed === true ? ['*'] : listener.hosts;

function hostsBelow(entry: Entry, pattern: string, known: KnownAtPort, table: RouteTable, wiring: Wiring): readonly Candidate[] {
  const listener = specificity(pattern);
  if (entry.listener?.tls?.mode === 'redirect') return [{ pattern, steps: [toHttps(entry)], own: listener, listener }];
  return entry.hosts.flatMap((host) => {
    const both = narrower(host.host, pattern);
    if (both === null || host.http.length === 0) return [];
    return [{ pattern: both, steps: stepsOf(host.http, known, table, wiring), own: specificity(host.host), listener }];
  });
}

/** `httpsRedirect`: everything goes to the same place over HTTPS. */
const toHttps = ({ place }: Entry): Step => ({
  looks: [],
  action: { kind: 'redirect', status: 301, path: null, scheme: 'https', host: null, port: null },
  place,
});

/** What fits both: of two patterns one is inside the other, or they have nothing in common. */
function narrower(a: string, b: string): string | null {
  const isInside = (inner: string, outer: string) => outer === '*' || hostFit(outer, inner.toLowerCase()) !== null;
  if (isInside(a, b)) return a;
  return isInside(b, a) ? b : null;
}

const specificity = (pattern: string): number => (pattern.startsWith('*') ? pattern.length : Number.MAX_SAFE_INTEGER);

/** Rules of several servers for one host follow each other. */
function merged(candidates: readonly Candidate[]): readonly HostPlan[] {
  const plans = new Map<string, HostPlan>();
  for (const { pattern, steps } of candidates) {
    const key = pattern.toLowerCase();
    plans.set(key, { pattern: key, steps: [...(plans.get(key)?.steps ?? []), ...steps] });
  }
  return [...plans.values()];
}
