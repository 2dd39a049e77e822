import type { ManifestObject } from '../manifest-object.ts';

/** One thing that a kustomization does to every object it reaches. */
export type Change = (object: ManifestObject) => ManifestObject;
