const KINDS: ReadonlySet<string> = new Set([
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

/**
 * Kinds of the core, of RBAC and of the Gateway API that belong to no namespace. One that is missing here is treated as if it did, which
 * shows only where two of its objects differ in nothing but a namespace that means nothing.
 */
export const isWithoutNamespace = (kind: string): boolean => KINDS.has(kind);
