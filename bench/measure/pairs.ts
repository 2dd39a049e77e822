import { pairOrder } from './pair-order.ts';

/** Two runs that stood next to each other in time. */
export interface Pair<T> {
  readonly ours: T;
  readonly theirs: T;
}

/** Runs both sides in alternating pairs, one run at a time. */
export async function measurePairs<T>(
  pairs: number,
  sides: { readonly ours: () => Promise<T>; readonly theirs: () => Promise<T> },
): Promise<readonly Pair<T>[]> {
  const done: Pair<T>[] = [];
  for (const [first, second] of pairOrder(pairs)) {
    const firstRun = await sides[first]();
    const secondRun = await sides[second]();
    done.push(first === 'ours' ? { ours: firstRun, theirs: secondRun } : { ours: secondRun, theirs: firstRun });
  }
  return done;
}
