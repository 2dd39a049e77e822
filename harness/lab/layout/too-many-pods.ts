import type { Service } from '../../routes/cluster/cluster.ts';
import { LabError } from '../lab-error.ts';
import { workloadId } from './layout.ts';

/** Each is a Node of its own, of some 50 MB. */
const MOST_PODS = 100;

/**
 * Counts pods before any is laid out: a Deployment may ask for two thousand million.
 *
 * @throws LabError naming the workload that asks for most, where a machine does not take them all
 */
export function refuseTooManyPods(services: readonly Service[]): void {
  const behind = services.flatMap(({ endpoints }) => endpoints.flatMap(({ workload }) => (workload === null ? [] : [workload])));
  const workloads = [...new Map(behind.map((workload) => [workloadId(workload), workload])).values()];
  const pods = workloads.reduce((sum, { replicas }) => sum + replicas, 0);
  const [largest] = workloads.toSorted((a, b) => b.replicas - a.replicas);
  if (pods <= MOST_PODS || largest === undefined) return;
  const asks = `${workloadId(largest)} asks for ${largest.replicas} replicas, which makes ${pods} pods in all`;
  throw new LabError(largest.place, `${asks}, and the lab runs at most ${MOST_PODS}`, 'scale it down in an overlay for the lab');
}
