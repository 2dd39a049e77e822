import type { Classifier } from '../classifier.ts';

/** What `--group-by mirror` calls an answered request, by how often its id stands in the log of the shadow. */
export const MIRROR_LABELS = ['unmirrored', 'mirrored', 'mirrored-twice'] as const;

/** The classifier for requests whose copies are known: `marks` by the index of the request, as `createIdScanner` makes them. */
export const mirrorClassifier = (marks: Uint8Array): Classifier => ({
  bodyNeeded: false,
  labelOf: ({ index }) => MIRROR_LABELS[marks[index] ?? 0] ?? 'mirrored-twice',
  // The log of the shadow says it, whatever became of the answer.
  isMarked: () => true,
});
