import type { Part, Pool, PoolOrder, Split } from '../../../../../harness/lab/gateways/plan/port-plan.ts';

export const PLACE = { file: 'a.yaml', line: 7 };

/** A pool with an address for each weight. */
export const pool = (name: string, weights: readonly number[], order: PoolOrder = 'any'): Pool => ({
  name,
  servers: weights.map((weight, index) => ({ host: `${name}-${index}`, port: 80, weight })),
  order,
  place: PLACE,
});

/** A part that goes to the endpoints of a pool. */
export const part = (weight: number, name: string, weights: readonly number[] = [1], order: PoolOrder = 'any'): Part => ({
  weight,
  kind: 'pool',
  pool: pool(name, weights, order),
});

export const split = (...parts: readonly Part[]): Split => ({ parts, place: PLACE });
