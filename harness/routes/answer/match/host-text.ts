/**
 * A host as it is compared: lower case, without a port, without a closing dot, an IPv6 address without brackets. Browsers and `curl` write
 * the port into the Host header; Istio and Gateway API match hosts without it.
 */
export const bareHost = (host: string): string => {
  const text = host.trim().toLowerCase();
  const bracketed = /^\[([^\]]*)\](?::[0-9]*)?$/.exec(text);
  if (bracketed !== null) {
    return bracketed[1] ?? '';
  }
  const withoutPort = /^[^:]*:[0-9]*$/.test(text) ? text.slice(0, text.lastIndexOf(':')) : text;
  return withoutPort.endsWith('.') ? withoutPort.slice(0, -1) : withoutPort;
};

export const isWildcard = (host: string): boolean => host.startsWith('*');

/**
 * How well a pattern of hosts fits a host: longer is better, an exact name best, `*` least; null does not fit. `*.example.com` fits
 * `a.b.example.com` and not `example.com` (Gateway API `Hostname`; Envoy `VirtualHost.domains`).
 */
export const hostFit = (pattern: string, host: string): number | null => {
  const wanted = pattern.toLowerCase();
  if (wanted === host) {
    return Number.MAX_SAFE_INTEGER;
  }
  const suffix = wanted.slice(1);
  return isWildcard(wanted) && host.endsWith(suffix) && host.length > suffix.length ? wanted.length : null;
};

/** The one whose host fits best, the first of equals; null when none does. */
export const bestFit = <One>(candidates: readonly One[], hostOf: (one: One) => string, host: string): One | null => {
  let best: { readonly one: One; readonly fit: number } | null = null;
  for (const one of candidates) {
    const fit = hostFit(hostOf(one), host);
    if (fit !== null && (best === null || fit > best.fit)) {
      best = { one, fit };
    }
  }
  return best?.one ?? null;
};
