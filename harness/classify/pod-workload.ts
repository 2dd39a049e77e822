/** Kubernetes draws random name parts from these letters and digits: no vowels, no 0, 1 or 3. */
const RANDOM_PART = /^[bcdfghjklmnpqrstvwxz2456789]{5}$/;
/**
 * The hash of a ReplicaSet: a decimal number whose digits are mapped onto ten of these characters. Hashes over the whole alphabet are
 * believed only with a digit in them, or a name part such as `https` would be taken for one.
 */
const TEMPLATE_HASH = /^(?:[4-9bcdf]{5,10}|(?=[a-z]*[0-9])[bcdfghjklmnpqrstvwxz2456789]{5,10})$/;
const ORDINAL = /^(?:0|[1-9][0-9]{0,5})$/;

/**
 * The name of the workload that a pod belongs to, by the shapes Kubernetes gives to pod names: `web-v1-6c857bc499-f658r` (Deployment) and
 * `web-v1-f658r` (DaemonSet, Job) give `web-v1`, `web-v1-0` (StatefulSet) gives `web-v1`, any other name is given back whole.
 *
 * Cutting the last two parts blindly would turn the StatefulSet pod `web-v1-0` into `web` and so make v1 and v2 one version.
 */
export const workloadOfPod = (pod: string): string => {
  const parts = pod.split('-');
  const last = parts.at(-1) ?? '';
  const beforeLast = parts.at(-2) ?? '';
  if (parts.length >= 3 && RANDOM_PART.test(last) && TEMPLATE_HASH.test(beforeLast)) {
    return parts.slice(0, -2).join('-');
  }
  const isGenerated = RANDOM_PART.test(last) || ORDINAL.test(last);
  return parts.length >= 2 && parts[0] !== '' && isGenerated ? parts.slice(0, -1).join('-') : pod;
};
