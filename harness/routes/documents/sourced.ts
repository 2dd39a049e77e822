import type { ManifestObject } from '../manifest-object.ts';
import type { Kustomization } from './kustomization.ts';

/** An object with the kustomizations it goes through, the innermost first. */
export interface Sourced {
  readonly object: ManifestObject;
  readonly kustomizations: readonly Kustomization[];
}
