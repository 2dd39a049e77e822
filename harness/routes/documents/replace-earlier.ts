import type { Problem } from '../../model/routes-report.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { warning } from '../problem.ts';

/** Kinds of the core, of RBAC, of the Gateway API and others that belong to no namespace. A kind that is missing here only goes unnoticed when two of its objects differ in nothing but a namespace that means nothing. */
const WITHOUT_NAMESPACE: ReadonlySet<string> = new Set([
  'APIService',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'GatewayClass',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
]);

const identity = ({ group, kind, namespace, name }: ManifestObject): string =>
  // A slash stands in no part: two objects share this text only if they are one. The version of an API is none of its objects' names.
  WITHOUT_NAMESPACE.has(kind) ? `${group}/${kind}//${name}` : `${group}/${kind}/${namespace}/${name}`;

/**
 * Keeps of every object the one that is given last, as `kubectl apply` leaves it in the cluster, in the place of the first in the order.
 */
export const replaceEarlier = (
  objects: readonly ManifestObject[],
): { readonly objects: readonly ManifestObject[]; readonly problems: readonly Problem[] } => {
  const last = new Map<string, ManifestObject>();
  const problems: Problem[] = [];
  for (const object of objects) {
    const key = identity(object);
    const earlier = last.get(key);
    if (earlier !== undefined) {
      const { file, line } = earlier.place;
      const text = `${object.kind} ${object.namespace}/${object.name} is given again and replaces the one of ${file}:${line}`;
      problems.push(warning('object-given-twice', object.place, text, 'keep one of the two, or give one another name'));
    }
    last.set(key, object);
  }
  return { objects: [...last.values()], problems };
};
