import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

/** Gateway API, `BackendObjectReference`: a Service, which is the default, needs a port. */
export const backendRefFaults = (ref: Spot): readonly FormFault[] => {
  const isService = ref.isSet && (ref.at('group').text ?? '') === '' && (ref.at('kind').text ?? 'Service') === 'Service';
  return isService && ref.has('name') && !ref.has('port')
    ? [
        fault(
          'missing-field',
          ref.at('port').path,
          'is missing, and a Service needs it',
          'write port: and the port of the Service',
        ),
      ]
    : [];
};
