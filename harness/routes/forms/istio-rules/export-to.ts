import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';
import { isLabel } from './host-form.ts';

/** istio `validateExportTo`: namespaces, `.` for the own one, or `*` alone; `~` alone for nobody, where `mayBeNone`. */
export const exportToFaults = (exportTo: Spot, namespace: string, mayBeNone = false): readonly FormFault[] => {
  const seen = new Set<string>();
  const faults = exportTo.items.flatMap((item) => {
    const { text } = item;
    if (text === null) return [];
    const to = text === '.' ? namespace : text;
    if (seen.has(to)) return [fault('repeated-item', item.path, `is ${shown(text)} once more`, 'write every namespace once')];
    seen.add(to);
    const isGood = text === '*' || text === '.' || (text === '~' && mayBeNone) || isLabel(text);
    return isGood
      ? []
      : [
          fault(
            'invalid-value',
            item.path,
            `is ${shown(text)}, which is no namespace`,
            'write a namespace, . for this one or * for all',
          ),
        ];
  });
  const alone = ['*', '~'].find((one) => seen.has(one));
  if (alone === undefined || seen.size === 1) return faults;
  return [...faults, fault('fields-exclude', exportTo.path, `has ${alone} beside namespaces`, `write ${alone} alone`)];
};
