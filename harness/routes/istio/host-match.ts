/**
 * How Istio compares host names, of which any may begin with `*` (pilot: pkg/config/host/name.go and names.go).
 */

export const isWildcard = (host: string): boolean => host.startsWith('*');

/** Whether every name that `host` stands for is one of `other`: `a.b.com` and `*.a.b.com` of `*.b.com`; `b.com` is not. */
export function isCoveredBy(host: string, other: string): boolean {
  if (!isWildcard(other)) return host === other;
  const suffix = other.slice(1);
  return isWildcard(host) ? host.length >= other.length && host.slice(1).endsWith(suffix) : host.endsWith(suffix);
}

/** Whether the two have a name in common. Wildcards stand only at the front, so one then covers the other. */
export const overlaps = (a: string, b: string): boolean => isCoveredBy(a, b) || isCoveredBy(b, a);

/** The names that both lists accept, each the narrower of a pair. */
export const intersection = (hosts: readonly string[], others: readonly string[]): readonly string[] => [
  ...new Set(hosts.flatMap((a) => others.flatMap((b) => (isCoveredBy(a, b) ? [a] : isCoveredBy(b, a) ? [b] : [])))),
];

/** Sorts the more specific name first: exact before wildcard, longer before shorter, as Envoy picks a virtual host. */
export const bySpecificity = (a: string, b: string): number =>
  Number(isWildcard(a)) - Number(isWildcard(b)) || b.length - a.length || (a < b ? -1 : a > b ? 1 : 0);
