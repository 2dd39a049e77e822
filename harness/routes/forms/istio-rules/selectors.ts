import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

/** istio `ValidateAlphaWorkloadSelector`: labels are compared as they are. */
export const selectorFaults = (labels: Spot): readonly FormFault[] =>
  labels.fields.flatMap(([name, { path, text }]) => {
    if (name === '') return [fault('invalid-value', path, 'has no name', 'write the name of a label')];
    return name.includes('*') || text?.includes('*')
      ? [fault('invalid-value', path, 'has a *, which stands for itself alone', 'write the whole label')]
      : [];
  });
