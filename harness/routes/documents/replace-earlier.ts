import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
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
  const lost = lostSubsets(later.object, earlier);
  const taken = lost.length === 0 ? '' : `, which takes away its subsets ${lost.map(shown).join(', ')}`;
  const text = `${called} is given again and replaces the one of ${first}${taken}`;
  const fix = lost.length === 0 ? 'keep one of the two, or give one another name' : 'write everything into one of the two';
  return warning('object-given-twice', place, text, fix);
};

/** Subsets that routes could name until another DestinationRule of the same name was applied, as a policy tried out on its own does. */
const lostSubsets = (later: ManifestObject, earlier: ManifestObject): readonly string[] => {
  if (later.kind !== 'DestinationRule') return [];
  const kept = subsetNames(later);
  return subsetNames(earlier).filter((name) => !kept.includes(name));
};

/** Read before any form was checked: whatever is no list of named things has no names. */
const subsetNames = ({ value }: ManifestObject): readonly string[] => {
  const subsets = (value as { spec?: { subsets?: unknown } | null }).spec?.subsets;
  if (!Array.isArray(subsets)) return [];
  return subsets.flatMap((subset: { name?: unknown } | null) => (typeof subset?.name === 'string' ? [subset.name] : []));
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
