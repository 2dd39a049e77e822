import { versionsOf } from '../../cluster/versions-of.ts';
import type { Destination } from '../../route-table.ts';
import type { DestinationPolicy } from '../../traffic-policy.ts';
import { policyOf } from '../effects/policy-of.ts';
import type { Asked } from '../match/asked.ts';
import { destinationText, portOf } from './destination-text.ts';

/**
 * A destination with several versions behind it whose replica is chosen by a hash of the request: equal requests reach the same one, so
 * endpoints say nothing about shares. Null where there is none; a split by weights is not touched (Envoy picks the cluster first).
 */
export const stickiness = (
  destinations: readonly Destination[],
  policies: readonly DestinationPolicy[],
  { namespace, port }: Pick<Asked, 'namespace' | 'port'>,
): string | null => {
  for (const destination of destinations) {
    const isSplit = versionsOf(destination).versions.length > 1;
    const balancer = isSplit
      ? policyOf(policies, { ...destination, port: portOf(destination, port) }, namespace)?.loadBalancer
      : null;
    if (balancer?.kind === 'consistent-hash') {
      return `replicas of ${destinationText(destination)} are chosen by a hash (${balancer.text}), so equal requests reach one version`;
    }
  }
  return null;
};
