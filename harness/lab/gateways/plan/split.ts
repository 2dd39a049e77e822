import type { Place } from '../../../model/place.ts';
import type { Destination, RouteTable, Rule } from '../../../routes/route-table.ts';
import { LabError } from '../../lab-error.ts';
import { type ClusterKey, clusterOf } from '../envoy/cluster-name.ts';
import type { Wiring } from '../wiring.ts';
import { poolOf } from './pool.ts';
import type { Part, Split, Target } from './port-plan.ts';

/** The weighted parts of a rule that forwards. Destinations of weight 0 get nothing and are left out. */
export function splitOf(destinations: readonly Destination[], rule: Rule, table: RouteTable, wiring: Wiring): Split {
  const targets = destinations.map((destination) => targetOf(destination, table, wiring));
  // A single destination of Istio takes everything, whatever its weight (pilot: processDestination).
  const isAlone = destinations.length === 1 && rule.object.kind === 'VirtualService';
  const parts = destinations.flatMap(({ weight }, index): readonly Part[] => {
    const target = targets[index];
    const share = isAlone ? 1 : weight.value;
    return target === undefined || share === 0 ? [] : [{ weight: share, ...target }];
  });
  if (parts.length === 0) throw new LabError(rule.place, 'the weights of the rule sum to 0', 'give one destination a weight');
  return { parts, place: rule.place };
}

function targetOf(destination: Destination, table: RouteTable, wiring: Wiring): Target {
  const { refused } = destination;
  return refused === null ? poolOf(clusterOf(destination), table, wiring) : { kind: 'status', status: refused.status };
}

/** All endpoints of a service port alike. */
export function alike(key: ClusterKey, table: RouteTable, wiring: Wiring): Split {
  return { parts: [{ weight: 1, ...poolOf(key, table, wiring) }], place: key.service.place };
}

/** What closes every connection. */
export const closed = (place: Place): Split => ({ parts: [{ weight: 1, kind: 'status', status: 503 }], place });
