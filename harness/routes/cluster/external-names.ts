import type { Service } from './cluster.ts';
import { serviceOf } from './host-names.ts';

/**
 * Services of type ExternalName with the endpoints of the service that they name, where that one is in the files: for Istio such a name is an
 * alias (by default since 1.21, always since 1.24), as it is for DNS. One that leads out of the files keeps its one address.
 */
export function followExternalNames(services: readonly Service[]): readonly Service[] {
  if (!services.some((service) => service.type === 'ExternalName')) return services;
  return services.map((service) => {
    const target = service.type === 'ExternalName' ? targetOf(service, services) : service;
    if (target === service) return service;
    return { ...service, endpoints: target?.endpoints ?? [], endpointsKnown: target?.endpointsKnown ?? false };
  });
}

/** The service at the end of a chain of names; null where the chain bites its tail. */
function targetOf(service: Service, services: readonly Service[]): Service | null {
  const passed = new Set<Service>();
  let current = service;
  while (current.type === 'ExternalName') {
    if (passed.has(current)) return null;
    passed.add(current);
    const name = current.endpoints[0]?.address?.replace(/\.$/, '') ?? '';
    const next = serviceOf(services, name);
    if (next === null || next.host.toLowerCase() !== name.toLowerCase()) return current;
    current = next;
  }
  return current;
}
