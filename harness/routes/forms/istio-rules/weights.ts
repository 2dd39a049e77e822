import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

/**
 * Weights of the destinations of one rule. An omitted weight is 0 among several destinations, and one destination needs none (Istio
 * reference, "HTTPRouteDestination", weight); istio `validateHTTPRouteDestinations`: none below 0, and among several not all 0.
 */
export const weightFaults = (route: Spot): readonly FormFault[] => {
  const destinations = route.items;
  const negative = destinations.flatMap((one) => {
    const weight = one.at('weight');
    return (weight.number ?? 0) < 0
      ? [fault('negative-weight', weight.path, `is ${weight.number}, below 0`, 'write 0 or more')]
      : [];
  });
  const weights = destinations.map((one) => one.at('weight'));
  const isKnown = weights.every(({ isSet, number }) => !isSet || (number ?? -1) >= 0);
  if (destinations.length < 2 || !isKnown || weights.some(({ number }) => (number ?? 0) > 0)) return negative;
  return [
    ...negative,
    fault(
      'weights-sum-zero',
      route.path,
      `has ${destinations.length} destinations whose weights sum to 0`,
      'write weight: behind each of them, one above 0',
    ),
  ];
};
