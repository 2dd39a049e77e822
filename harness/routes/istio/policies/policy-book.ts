import type { DestinationPolicy } from '../../traffic-policy.ts';
import { bySpecificity, isCoveredBy, isWildcard } from '../host-match.ts';

/** Namespace whose DestinationRules hold for the whole mesh unless something nearer says otherwise (mesh config `rootNamespace`). */
export const ROOT_NAMESPACE = 'istio-system';

/** A policy and who may see it. */
export interface BookedPolicy {
  readonly policy: DestinationPolicy;
  /** Namespaces it is exported to; `*` is all of them. */
  readonly exportTo: readonly string[];
}

/** Every DestinationRule of the files, found by host. */
export interface PolicyBook {
  readonly all: readonly BookedPolicy[];
  /**
   * The one that holds for requests of a client: those of the client's namespace first, then those that the service's namespace exports,
   * then those of the root namespace; within a namespace the most specific host (pilot: PushContext.destinationRule, MostSpecificHostMatch).
   * The first namespace that has any wins whole: nothing is inherited from the next.
   */
  policyFor(host: string, clientNamespace: string, serviceNamespace: string | null): DestinationPolicy | null;
}

export function policyBook(all: readonly BookedPolicy[]): PolicyBook {
  const exact = new Map<string, BookedPolicy[]>();
  const wildcards = all
    .filter(({ policy }) => isWildcard(policy.host))
    .sort((a, b) => bySpecificity(a.policy.host, b.policy.host));
  for (const booked of all) {
    if (isWildcard(booked.policy.host)) continue;
    const same = exact.get(booked.policy.host);
    if (same === undefined) exact.set(booked.policy.host, [booked]);
    else same.push(booked);
  }
  return {
    all,
    policyFor(host, clientNamespace, serviceNamespace) {
      const candidates = [...(exact.get(host) ?? []), ...wildcards.filter(({ policy }) => isCoveredBy(host, policy.host))];
      const inNamespace = (namespace: string) => candidates.find(({ policy }) => policy.namespace === namespace)?.policy ?? null;
      const exported = (namespace: string) =>
        candidates.find((booked) => booked.policy.namespace === namespace && isSeenFrom(booked, clientNamespace))?.policy ?? null;
      return (
        inNamespace(clientNamespace) ??
        (serviceNamespace === null ? null : exported(serviceNamespace)) ??
        exported(ROOT_NAMESPACE)
      );
    },
  };
}

/** Whether clients of a namespace see a policy. `.` is the policy's own namespace. */
export const isSeenFrom = ({ policy, exportTo }: BookedPolicy, namespace: string): boolean =>
  exportTo.some((to) => to === '*' || to === namespace || (to === '.' && policy.namespace === namespace));
