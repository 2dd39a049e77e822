import { endpointsOf } from '../../../routes/cluster/endpoints-of.ts';
import type { RouteTable } from '../../../routes/route-table.ts';
import type { LoadBalancer } from '../../../routes/traffic-policy.ts';
import { type ClusterKey, clusterName } from '../envoy/cluster-name.ts';
import { clusterPolicy } from '../envoy/cluster-policy.ts';
import type { Wiring } from '../wiring.ts';
import type { PoolOrder, Target } from './port-plan.ts';

/** The endpoints that a key stands for, in the order that DestinationRules ask for; 503 where there are none. */
export function poolOf(key: ClusterKey, table: RouteTable, wiring: Wiring): Target {
  const servers = endpointsOf(key.service, key.subsetLabels).flatMap((endpoint) => wiring.addressesOf(endpoint, key.port));
  const open = servers.filter(({ weight }) => weight > 0);
  if (open.length === 0) return { kind: 'status', status: 503 };
  // kube-proxy picks at random, whatever the rules of the mesh say.
  const order = key.view === 'outside' ? 'random' : orderOf(clusterPolicy(key, table)?.loadBalancer ?? null);
  return { kind: 'pool', pool: { name: clusterName(key), servers: open, order, place: key.service.place } };
}

/** Kinds that neither program has are refused before (see not-expressible.ts). */
function orderOf(loadBalancer: LoadBalancer | null): PoolOrder {
  switch (loadBalancer?.kind) {
    case 'random':
      return 'random';
    case 'round-robin':
      return 'rotation';
    case 'least-request':
      return 'least-busy';
    default:
      return 'any';
  }
}
