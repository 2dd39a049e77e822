import type { Problem } from '../../model/routes-report.ts';
import { objectText } from '../cluster/object-text.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { note, warning } from '../problem.ts';
import { skippedKind } from './skipped-kinds.ts';

/** One problem for each kind that was skipped, at the first object of it. */
export const skippedNotes = (skipped: readonly ManifestObject[]): readonly Problem[] => {
  const kinds = Map.groupBy(skipped, ({ group, kind }) => `${group}/${kind}`);
  return [...kinds.values()].map((objects) => {
    const [first] = objects as [ManifestObject];
    const { severity, says, fix } = skippedKind(first.group, first.kind);
    const others = objects.length === 1 ? '' : ` and ${objects.length - 1} more of the kind`;
    const of = first.group === '' ? '' : ` of ${first.group}`;
    const text = `${objectText(first)}${of}${others} skipped: ${says}`;
    return severity === 'warning'
      ? warning('kind-skipped', first.place, text, fix)
      : note('kind-skipped', first.place, text, fix);
  });
};
