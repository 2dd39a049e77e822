import { policyOf } from '../../../routes/answer/effects/policy-of.ts';
import type { RouteTable } from '../../../routes/route-table.ts';
import type { ClusterKey } from './cluster-name.ts';

/**
 * What DestinationRules say about a cluster; null where none does. The clients of a lab are many and its gateway is one: it sees the rules
 * that a client beside the service would see. kube-proxy sees none.
 */
export const clusterPolicy = ({ service, port, subset, view }: ClusterKey, { policies }: Pick<RouteTable, 'policies'>) =>
  view === 'outside'
    ? null
    : policyOf(policies, { host: service.host, service, subset, port: port.port }, service.object.namespace);
