import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

/** A percentage of 0 to 100 (`value`, or the number itself). */
export const percentFaults = (percent: Spot): readonly FormFault[] =>
  percent.number !== null && (percent.number < 0 || percent.number > 100)
    ? [
        fault(
          'invalid-percentage',
          percent.path,
          `is ${percent.number}, ${percent.number < 0 ? 'below 0' : 'above 100'}`,
          'write 0 to 100',
        ),
      ]
    : [];

/** istio `validatePercentage`: what is not 0 is at least a millionth, the finest share that Envoy can make. */
export const faultPercentFaults = (percentage: Spot): readonly FormFault[] => {
  const value = percentage.at('value');
  const isTooFine = value.number !== null && value.number > 0 && value.number < 0.0001;
  return isTooFine
    ? [fault('invalid-percentage', value.path, `is ${value.number}, finer than Envoy can make`, 'write 0.0001 or more')]
    : percentFaults(value);
};
