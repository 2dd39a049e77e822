import type { Problem } from '../../model/routes-report.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { applyReplacements } from './apply-replacements.ts';
import type { Kustomization } from './kustomization.ts';
import { setImages } from './set-images.ts';
import { setLabels } from './set-labels.ts';
import { setNamespace } from './set-namespace.ts';
import { idleReplicas, setReplicas } from './set-replicas.ts';
import type { Sourced } from './sourced.ts';

/**
 * Does to objects what one kustomization says, in the order of kustomize's transformers: namespace, labels, replicas, images,
 * replacements. A field that is changed stands from then on where the kustomization says so.
 *
 * @param objects all objects of its resources
 */
export const applyKustomization = (
  objects: readonly ManifestObject[],
  kustomization: Kustomization,
): { readonly objects: readonly ManifestObject[]; readonly problems: readonly Problem[] } => {
  const changes = [
    setNamespace(kustomization),
    setLabels(kustomization.labels),
    setReplicas(kustomization.replicas),
    setImages(kustomization.images),
  ];
  const changed = objects.map((object) => changes.reduce((one, change) => change(one), object));
  const replaced = applyReplacements(changed, kustomization.replacements);
  return { objects: replaced.objects, problems: [...idleReplicas(objects, kustomization), ...replaced.problems] };
};

/** Does to every object what its kustomizations say, the innermost first; a kustomization gets all of its objects at once. */
export const applyKustomizations = (
  sourced: readonly Sourced[],
): { readonly sourced: readonly Sourced[]; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  const objects = sourced.map(({ object }) => object);
  const deepest = sourced.reduce((depth, { kustomizations }) => Math.max(depth, kustomizations.length), 0);
  // Counted from the outermost: whatever is further in than the others is done first.
  for (let level = deepest; level >= 1; level -= 1) {
    const groups = new Map<Kustomization, number[]>();
    for (const [index, { kustomizations }] of sourced.entries()) {
      const kustomization = kustomizations.at(-level);
      if (kustomization !== undefined) groups.set(kustomization, [...(groups.get(kustomization) ?? []), index]);
    }
    for (const [kustomization, indexes] of groups) {
      const members = indexes.flatMap((index) => objects[index] ?? []);
      const applied = applyKustomization(members, kustomization);
      problems.push(...applied.problems);
      for (const [position, index] of indexes.entries())
        objects[index] = applied.objects[position] ?? (objects[index] as ManifestObject);
    }
  }
  return {
    sourced: sourced.map(({ object, kustomizations }, index) => ({ object: objects[index] ?? object, kustomizations })),
    problems,
  };
};
