import type { Problem } from '../../model/routes-report.ts';
import { objectText } from '../cluster/object-text.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { note, warning } from '../problem.ts';
import { OTHER_KIND, SKIPPED_KINDS } from './skipped-kinds.ts';

/** One problem for each kind that was skipped, at the first object of it. */
export const skippedNotes = (skipped: readonly ManifestObject[]): readonly Problem[] => {
  const kinds = Map.groupBy(skipped, ({ group, kind }) => `${group}/${kind}`);
  return [...kinds].map(([key, objects]) => {
    const { severity, says, fix } = (Object.hasOwn(SKIPPED_KINDS, key) ? SKIPPED_KINDS[key] : undefined) ?? OTHER_KIND;
    const [first] = objects as [ManifestObject];
    const others = objects.length === 1 ? '' : ` and ${objects.length - 1} more of the kind`;
    const of = first.group === '' ? '' : ` of ${first.group}`;
    const text = `${objectText(first)}${of}${others} skipped: ${says}`;
    return severity === 'warning'
      ? warning('kind-skipped', first.place, text, fix)
      : note('kind-skipped', first.place, text, fix);
  });
};
