import type { Service } from './cluster.ts';

const CLUSTER_SUFFIX = '.svc.cluster.local';
const SERVICE_NAME = /^([^.*]+)\.([^.]+)\.svc\.cluster\.local$/;

/**
 * A host as rules write it, as the mesh knows it. A name without a dot is a service of the rule's own namespace; anything else stays:
 * `reviews.bookinfo` is *not* completed, `*` and addresses are no names. (Istio `ResolveShortnameToFQDN`, pkg/config/model.go.)
 */
export const fullHost = (host: string, namespace: string): string =>
  host === '' || host === '*' || host.includes('.') || host.includes(':') ? host : `${host}.${namespace}${CLUSTER_SUFFIX}`;

/** What a service is called where its name is enough: `reviews`; a host outside the cluster keeps its whole name: `reviews.default.global`. */
export const shortName = (host: string): string => SERVICE_NAME.exec(host)?.[1] ?? host;

/**
 * The service that a full host means: the one of exactly that name, else the ServiceEntry with the longest wildcard that covers it
 * (`*.example.com` covers `a.b.example.com`, not `example.com`). Null: not in the given files.
 */
export function serviceOf(services: readonly Service[], host: string): Service | null {
  const { exact, wildcards } = indexOf(services);
  const asked = host.toLowerCase();
  return exact.get(asked) ?? wildcards.find(({ suffix }) => asked.endsWith(suffix))?.service ?? null;
}

/**
 * Every name by which a client in `clientNamespace` reaches a service: short names as Kubernetes DNS completes them, and the addresses of
 * a ServiceEntry. (Istio `generateVirtualHostDomains`, pilot/pkg/networking/core/httproute.go, lists the same.)
 */
export function calledNames(service: Service, clientNamespace: string): readonly string[] {
  const [, name, namespace] = SERVICE_NAME.exec(service.host) ?? [];
  const addresses = service.addresses ?? [];
  if (name === undefined || namespace === undefined) return [service.host, ...addresses];
  const bare = namespace === clientNamespace ? [name] : [];
  return [...bare, `${name}.${namespace}`, `${name}.${namespace}.svc`, service.host, ...addresses];
}

interface HostIndex {
  readonly exact: ReadonlyMap<string, Service>;
  readonly wildcards: readonly { readonly suffix: string; readonly service: Service }[];
}

/** A thousand routes ask the same list a thousand times. */
const indexes = new WeakMap<readonly Service[], HostIndex>();

function indexOf(services: readonly Service[]): HostIndex {
  const known = indexes.get(services);
  if (known !== undefined) return known;
  const exact = new Map<string, Service>();
  const wildcards: { suffix: string; service: Service }[] = [];
  for (const service of services) {
    const host = service.host.toLowerCase();
    if (!exact.has(host)) exact.set(host, service);
    if (host.startsWith('*')) wildcards.push({ suffix: host.slice(1), service });
  }
  wildcards.sort((a, b) => b.suffix.length - a.suffix.length);
  const index = { exact, wildcards };
  indexes.set(services, index);
  return index;
}
