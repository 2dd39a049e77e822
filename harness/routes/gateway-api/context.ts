import type { Problem } from '../../model/routes-report.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ReferenceGrants } from './reference-grants.ts';

/** Where faults go. Reading twice (for gateways and for the mesh) reports twice; the caller keeps one of each. */
export type Report = (problem: Problem) => void;

/** What a route may refer to. */
export interface Context {
  readonly cluster: Cluster;
  readonly grants: ReferenceGrants;
  /**
   * False in the mesh: routes attached to a Service may send to any namespace without a ReferenceGrant (GEP-1294, "Namespace boundaries";
   * Istio pilot/pkg/config/kube/gateway/route_collections.go does the same).
   */
  readonly areGrantsEnforced: boolean;
  readonly report: Report;
}
