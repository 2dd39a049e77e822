import type { Field } from '../../field.ts';
import { named } from '../../object-name.ts';
import { note } from '../../problem.ts';
import type { Weight } from '../../route-table.ts';
import type { Report } from '../surroundings.ts';

/**
 * The weight of every item of `route`: a single destination gets everything, whatever is written or not; among several an omitted weight is 0
 * (Istio reference: HTTPRouteDestination `weight`; pilot: applyHTTPRouteDestination).
 */
export function readWeights(routes: readonly Field[], report: Report): readonly Weight[] {
  const weights = routes.map((route) => readWeight(route, routes.length));
  const sum = weights.reduce((total, { value }) => total + value, 0);
  const [first] = routes;
  if (first !== undefined && routes.length > 1 && sum > 0 && sum !== 100) {
    report(
      note(
        'weights-not-100',
        weights[0]?.place ?? first.place,
        `${named(first.object)}: the weights of ${first.where.replace(/\[\d+\]$/, '')} sum to ${sum}, so each share is weight / ${sum}`,
        'write weights that sum to 100 if they are meant as percent',
      ),
    );
  }
  return weights;
}

function readWeight(route: Field, destinations: number): Weight {
  const field = route.at('weight');
  const written = field.number;
  if (written === null) return { value: destinations === 1 ? 100 : 0, isWritten: false, place: route.at('destination').place };
  return { value: Math.max(0, Math.trunc(written)), isWritten: true, place: field.place };
}
