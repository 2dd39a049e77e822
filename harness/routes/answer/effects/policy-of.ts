import type { Service } from '../../cluster/cluster.ts';
import type { DestinationPolicy, TrafficPolicy } from '../../traffic-policy.ts';
import { bestFit, hostFit } from '../match/host-text.ts';

/** Namespace whose DestinationRules hold where nothing nearer does (Istio mesh config `rootNamespace`). */
const ROOT_NAMESPACE = 'istio-system';

type PortPolicy = Omit<TrafficPolicy, 'ports'>;

/**
 * The traffic policy for a destination: of the client's namespace, else of the service's, else of the root; there the most specific host; of
 * its subset and of the port (pilot: PushContext.destinationRule). Null: no DestinationRule speaks about it.
 */
export const policyOf = (
  policies: readonly DestinationPolicy[],
  target: {
    readonly host: string;
    readonly service: Service | null;
    readonly subset: string | null;
    readonly port: number | null;
  },
  clientNamespace: string,
): PortPolicy | null => {
  const namespaces = [clientNamespace, target.service?.object.namespace ?? target.host.split('.')[1] ?? '', ROOT_NAMESPACE];
  for (const namespace of namespaces) {
    const found = bestFit(
      policies.filter((policy) => policy.namespace === namespace),
      ({ host }) => host,
      target.host.toLowerCase(),
    );
    if (found !== null) {
      const policy = found.subsets.find(({ name }) => name === target.subset)?.policy ?? found.policy;
      return (target.port === null ? undefined : policy.ports[target.port]) ?? policy;
    }
  }
  return null;
};

/** Labels of a subset of a service, as any DestinationRule for its host gives them; null where none defines it. */
export const policySubset = (
  policies: readonly DestinationPolicy[],
  service: Service,
  name: string,
): Readonly<Record<string, string>> | null =>
  policies
    .filter(({ host }) => hostFit(host, service.host.toLowerCase()) !== null)
    .flatMap(({ subsets }) => subsets)
    .find((subset) => subset.name === name)?.labels ?? null;
