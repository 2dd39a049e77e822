import type { Place } from '../../../model/place.ts';
import type { ManifestObject } from '../../manifest-object.ts';
import type { Rule } from '../../route-table.ts';

/** What one VirtualService gives to one virtual host. */
export interface Share {
  readonly object: ManifestObject;
  /** Of the host in the VirtualService. */
  readonly place: Place;
  readonly http: readonly Rule[];
  readonly tls: readonly Rule[];
  readonly tcp: readonly Rule[];
}
