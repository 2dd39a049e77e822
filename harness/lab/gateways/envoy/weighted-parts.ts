import type { Destination, Rule } from '../../../routes/route-table.ts';
import { LabError } from '../../lab-error.ts';

/** A destination that gets something. */
export interface WeightedPart {
  readonly destination: Destination;
  readonly weight: number;
}

/**
 * The destinations of a rule that get something, in order; at least one. Istio leaves those of weight 0 out as well, and gives a single
 * destination everything, whatever its weight (pilot: applyHTTPRouteDestination, processDestination).
 */
export function weightedParts(
  destinations: readonly Destination[],
  { place, object }: Pick<Rule, 'place' | 'object'>,
): readonly WeightedPart[] {
  const [only, second] = destinations;
  if (only === undefined) throw new LabError(place, 'the rule has no destination', 'add one');
  if (second === undefined && object.kind === 'VirtualService') return [{ destination: only, weight: 1 }];
  const parts = destinations
    .map((destination) => ({ destination, weight: destination.weight.value }))
    .filter(({ weight }) => weight > 0);
  if (parts.length === 0) throw new LabError(place, 'the weights of the rule sum to 0', 'give one destination a weight');
  return parts;
}
