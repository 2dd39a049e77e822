import { LabError } from '../../lab-error.ts';
import type { NotExpressible } from '../lacks/lack.ts';
import type { WeightedAddress } from '../wiring.ts';
import type { Split } from './port-plan.ts';
import { rotation } from './whole-weights.ts';

/** How one list of all servers of a split is gone through. */
export interface ListOrder {
  readonly order: 'rotation' | 'random';
  /** Largest weight that a server can have. */
  readonly mostWeight: number;
}

const CALLED = { rotation: 'a rotation', random: 'one draw' } as const;

/** Why the servers of several versions cannot be one list; empty where they can. A single part needs no list. */
export function listLacks({ parts, place }: Split, { order, mostWeight }: ListOrder): readonly NotExpressible[] {
  if (parts.length < 2) return [];
  const lack = (reason: string): NotExpressible => ({
    place,
    field: 'route',
    reason: `${CALLED[order]} over all servers ${reason}`,
  });
  if (parts.some(({ kind }) => kind === 'status')) return [lack('has no place for what no endpoint answers')];
  const others = parts.flatMap((part) =>
    part.kind === 'pool' && part.pool.servers.length > 1 && part.pool.order !== 'any' && part.pool.order !== order
      ? [lack(`cannot pick the pods of ${part.pool.name} in another way (${part.pool.order})`)]
      : [],
  );
  const most = Math.max(...rotation(parts).map(({ weight }) => weight));
  return most <= mostWeight ? others : [...others, lack(`needs weights up to ${most}, and ${mostWeight} is the largest`)];
}

/**
 * Every server of a split with its weight.
 *
 * @throws LabError where one list cannot stand for the split
 */
export function oneList(split: Split, order: ListOrder): readonly WeightedAddress[] {
  const [first] = listLacks(split, order);
  if (first !== undefined)
    throw new LabError(
      first.place,
      `${first.field}: ${first.reason}`,
      'choose the other way of splitting, which draws the version first',
    );
  return rotation(split.parts);
}
