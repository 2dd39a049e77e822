import type { Place } from '../../../model/place.ts';

/** A field of the manifests that a gateway cannot do. */
export interface NotExpressible {
  readonly place: Place;
  /** As the API calls it: `fault.delay`. */
  readonly field: string;
  /** `nginx injects no faults`. */
  readonly reason: string;
}
