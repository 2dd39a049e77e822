import type { Place } from '../../../model/place.ts';
import type { Destination, RouteTable, Rule } from '../../../routes/route-table.ts';
import { type ClusterKey, clusterOf } from '../envoy/cluster-name.ts';
import { weightedParts } from '../envoy/weighted-parts.ts';
import type { Wiring } from '../wiring.ts';
import { poolOf } from './pool.ts';
import type { Split, Target } from './port-plan.ts';

/** The weighted parts of a rule that forwards. Destinations of weight 0 get nothing and are left out. */
export function splitOf(destinations: readonly Destination[], rule: Rule, table: RouteTable, wiring: Wiring): Split {
  const parts = weightedParts(destinations, rule).map(({ destination, weight }) => ({
    weight,
    ...targetOf(destination, table, wiring),
  }));
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
