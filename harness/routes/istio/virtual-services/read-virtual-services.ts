import { Field } from '../../field.ts';
import type { ManifestObject } from '../../manifest-object.ts';
import { named } from '../../object-name.ts';
import { note } from '../../problem.ts';
import type { Surroundings } from '../surroundings.ts';
import { delegateName } from './delegates.ts';
import { readVirtualService, type VirtualService } from './virtual-service.ts';

/** The VirtualServices that have hosts; those without are parts of others, and a note where no other wants them. */
export function readVirtualServices(objects: readonly ManifestObject[], surroundings: Surroundings): readonly VirtualService[] {
  const all = objects.filter(({ kind }) => kind === 'VirtualService');
  const wanted = new Set(
    all.flatMap((object) =>
      Field.spec(object)
        .at('http')
        .items.map((route) => delegateName(route.at('delegate'))),
    ),
  );
  return all.flatMap((object) => {
    const virtualService = readVirtualService(object, surroundings);
    if (virtualService !== null) return [virtualService];
    if (!wanted.has(`${object.namespace}/${object.name}`)) {
      surroundings.report(
        note(
          'delegate-unused',
          object.place,
          `${named(object)} has no hosts, and no VirtualService in these files delegates to it`,
          'add the VirtualService that does, or write hosts',
        ),
      );
    }
    return [];
  });
}
