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
   * False in the mesh: a route attached to a Service may send to other namespaces without a ReferenceGrant
   * (Istio pilot/pkg/config/kube/gateway/route_collections.go enforces grants for gateways only).
   */
  readonly areGrantsEnforced: boolean;
  readonly report: Report;
}
