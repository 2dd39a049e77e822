import type { ManifestObject } from '../manifest-object.ts';
import { named, plain } from '../object-name.ts';
import { warning } from '../problem.ts';
import type { Report } from './surroundings.ts';

/** Sidecar objects limit which hosts their clients know. They are not followed, and that is said. */
export function warnOfSidecars(objects: readonly ManifestObject[], report: Report): void {
  for (const object of objects.filter(({ kind }) => kind === 'Sidecar')) {
    report(
      warning(
        'sidecar-read-past',
        object.place,
        `${named(object)} may hide hosts from clients in namespace ${plain(object.namespace)}, and is not followed: answers are those for clients that see every host`,
        'check that spec.egress lists the hosts that you ask about',
      ),
    );
  }
}
