import type { Problem } from '../../model/routes-report.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { error, warning } from '../problem.ts';
import type { Sourced } from './sourced.ts';
import { isWithoutNamespace } from './without-namespace.ts';

/** No slash stands in any part, so two objects share this text only if they are one. The version is only a way to look at it. */
const identity = ({ group, kind, namespace, name }: ManifestObject): string =>
  `${group}/${kind}/${isWithoutNamespace(kind) ? '' : namespace}/${name}`;

const twice = (later: Sourced, earlier: ManifestObject): Problem => {
  const { kind, namespace, name, place } = later.object;
  const first = `${earlier.place.file}:${earlier.place.line}`;
  const called = isWithoutNamespace(kind) ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
  if (later.kustomizations.length > 0) {
    const isSame = first === `${place.file}:${place.line}`;
    const text = isSame ? `${called} is read twice from this line` : `${called} stands in ${first} too`;
    return error('object-given-twice', place, `${text}, which kustomize refuses`, 'name it once among the resources');
  }
  const text = `${called} is given again and replaces the one of ${first}`;
  return warning('object-given-twice', place, text, 'keep one of the two, or give one another name');
};

/** Keeps of every object the one that is given last, as `kubectl apply` leaves it in the cluster, in the place of the first. */
export const replaceEarlier = (
  sourced: readonly Sourced[],
): { readonly objects: readonly ManifestObject[]; readonly problems: readonly Problem[] } => {
  const last = new Map<string, ManifestObject>();
  const problems: Problem[] = [];
  for (const one of sourced) {
    const key = identity(one.object);
    const earlier = last.get(key);
    if (earlier !== undefined) problems.push(twice(one, earlier));
    last.set(key, one.object);
  }
  return { objects: [...last.values()], problems };
};
