import type { ManifestObject } from '../manifest-object.ts';
import { labelOf } from './label-selector.ts';
import { labelsAt, listAt, textAt } from './written.ts';

/**
 * Whether a pod is one of the replicas of a Deployment in the files (`namespace/name`). A pod names its ReplicaSet, and a ReplicaSet is named
 * after its Deployment with the hash of the template behind it, which the pod carries as `pod-template-hash`.
 */
export function isOfDeployment(pod: ManifestObject, deployments: ReadonlySet<string>): boolean {
  const hash = labelOf(labelsAt(pod.value, 'metadata', 'labels'), 'pod-template-hash');
  return listAt(pod.value, 'metadata', 'ownerReferences').some((owner) => {
    const replicaSet = textAt(owner, 'kind') === 'ReplicaSet' ? textAt(owner, 'name') : null;
    if (replicaSet === null || hash === null || !replicaSet.endsWith(`-${hash}`)) return false;
    return deployments.has(`${pod.namespace}/${replicaSet.slice(0, -hash.length - 1)}`);
  });
}
