import { labelOf } from './label-selector.ts';

type Labels = Readonly<Record<string, string>>;

/** Kubernetes' own namespaces never get a sidecar (pkg/kube/inject, `IgnoredNamespaces`). */
const IGNORED: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage']);
/** What the injector takes for yes; anything else that is written means no (pkg/kube/inject, `injectRequired`). */
const YES: ReadonlySet<string> = new Set(['y', 'yes', 'true', 'on']);
const INJECT = 'sidecar.istio.io/inject';

/**
 * Whether Istio puts a sidecar beside a pod. Null: the namespace is not in the files, and the pod itself does not decide.
 *
 * A no anywhere is a no: `istio-injection: disabled` at the namespace, `sidecar.istio.io/inject: "false"` at the pod. Else a yes
 * anywhere is a yes: `istio-injection: enabled`, the pod's *label*, a revision `istio.io/rev` at either. Nothing at all is a no, as Istio
 * is installed by default. The annotation can only forbid: the webhook selects pods by labels. (Istio, Setup > Installing
 * the Sidecar > Controlling the injection policy.)
 */
export function isSidecarInjected(pod: {
  readonly namespace: string;
  /** Null: not in the files. */
  readonly namespaceLabels: Labels | null;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly isOnHostNetwork: boolean;
  /** Files that come out of a cluster, or of `istioctl kube-inject`, show it. */
  readonly hasProxy: boolean;
}): boolean | null {
  if (pod.hasProxy) return true;
  if (pod.isOnHostNetwork || IGNORED.has(pod.namespace)) return false;
  const ofNamespace = pod.namespaceLabels && labelOf(pod.namespaceLabels, 'istio-injection');
  const ofPod = labelOf(pod.labels, INJECT) ?? labelOf(pod.annotations, INJECT);
  if (ofNamespace === 'disabled' || isForbidden(ofPod)) return false;
  const isAsked = labelOf(pod.labels, INJECT) === 'true' || hasRevision(pod.labels);
  if (ofNamespace === 'enabled' || isAsked || (pod.namespaceLabels !== null && hasRevision(pod.namespaceLabels))) return true;
  return pod.namespaceLabels === null ? null : false;
}

const isForbidden = (value: string | null): boolean => value !== null && value !== '' && !YES.has(value.toLowerCase());

const hasRevision = (labels: Labels): boolean => (labelOf(labels, 'istio.io/rev') ?? '') !== '';
