import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

const GROUP = 'gateway.networking.k8s.io';

/** What a parentRef refers to, without the section and port of it. */
const parentOf = (ref: Spot): string =>
  JSON.stringify([
    ref.at('group').text ?? GROUP,
    ref.at('kind').text ?? 'Gateway',
    ref.at('namespace').words,
    ref.at('name').text,
  ]);

/**
 * References to one parent tell its sections or ports apart (Gateway API, `CommonRouteSpec.parentRefs`: distinct sections, and a section or
 * a port on all of them or on none).
 */
export const parentRefFaults = (parentRefs: Spot): readonly FormFault[] => {
  const parents = Map.groupBy(parentRefs.items, (ref) => parentOf(ref));
  return [...parents.values()].flatMap((refs) => {
    const [first, ...others] = refs;
    if (first === undefined || others.length === 0) return [];
    const some = refs.find((ref) => ref.at('sectionName').words !== null || ref.has('port'));
    const none = refs.find((ref) => ref.at('sectionName').words === null && !ref.has('port'));
    if (some !== undefined && none !== undefined)
      return [
        fault(
          'section-missing',
          none.at('sectionName').path,
          'is missing where several references name one parent',
          'write a sectionName in each, or keep one reference',
        ),
      ];
    const seen = new Set<string>();
    return refs.flatMap((ref) => {
      const section = JSON.stringify([ref.at('sectionName').words, ref.at('port').number]);
      if (seen.has(section))
        return [
          fault(
            'repeated-item',
            ref.path,
            'names the same parent as an earlier reference',
            'keep one of the two, or give each a sectionName',
          ),
        ];
      seen.add(section);
      return [];
    });
  });
};
