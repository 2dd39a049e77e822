import type { Unit } from '../model/diagnosis.ts';
import type { OrderStatistics } from '../model/order.ts';
import type { Tally } from '../model/tally.ts';
import { type Weighed, weigh } from '../stats/deviations.ts';
import type { Counted } from './counted.ts';
import type { GroupingTest } from './diagnose-groups.ts';
import { slotOf } from './slot-counts.ts';

/** From this purity on a group is one draw, and its first request tells all of it. */
const ONE_DRAW = 0.95;
/** With fewer groups the design effect is known too badly to correct by it. */
const FEWEST_GROUPS = 50;

/** What is tested: requests, or what stands for them when requests are not independent (STATISTICS 6.4). */
export interface Judged {
  readonly unit: Unit;
  /** Whole counts of the active versions: requests, or one vote per group. */
  readonly weighed: Weighed;
  /** What X² is divided by: 1, or the design effect of partly sticky groups. */
  readonly deff: number;
  /** N_eff: independent decisions, Σ counts / deff. */
  readonly n: number;
  /** Everything sent, and what has no version, counted like `weighed`. */
  readonly nAll: number;
  readonly unattributed: number;
}

/** Every request on its own. */
export const perRequest = ({ weighed, n, nAll, unattributed }: Counted): Judged => ({
  unit: 'request',
  weighed,
  deff: 1,
  n,
  nAll,
  unattributed,
});

/**
 * One vote per group for the active versions; null where votes cannot be told apart, because some version shares the slot of all
 * further labels, or where no active version got one.
 */
const votesOf = ({ versions, active, weighed }: Counted, votes: readonly number[], order: OrderStatistics): Weighed | null => {
  const { otherSlot } = order;
  const places = active.map((i) => slotOf(versions[i]?.name, order));
  if (places.includes(-1) && otherSlot !== null && (votes[otherSlot] ?? 0) > 0) {
    return null;
  }
  const counts = places.map((slot) => votes[slot] ?? 0);
  return counts.some((count) => count > 0) ? weigh(counts, weighed.split) : null;
};

const isOneDrawEach = ({ groups, clustering }: GroupingTest): boolean => clustering.purity >= ONE_DRAW || groups < FEWEST_GROUPS;

/**
 * Requests of one group are not independent: they count as one vote each, or, in many partly sticky groups, for 1/deff of a request
 * (Rao & Scott 1981). A connection that never gave a version has no vote, so connections without one are what is unattributed.
 */
export const perGroup = (counted: Counted, tally: Tally, order: OrderStatistics, grouping: GroupingTest): Judged => {
  const unit = grouping.id === 'CONN' ? 'connection' : 'client';
  const votes = isOneDrawEach(grouping) ? votesOf(counted, grouping.votes, order) : null;
  if (votes !== null) {
    const silent = unit === 'connection' ? tally.connections.opened - grouping.groups : 0;
    const unattributed = Math.max(0, Math.min(counted.unattributed, silent));
    return { unit, weighed: votes, deff: 1, n: votes.n, nAll: grouping.groups + unattributed, unattributed };
  }
  const deff = Math.max(1, grouping.clustering.designEffect ?? 1);
  const { weighed, n, nAll, unattributed } = counted;
  return { unit, weighed, deff, n: n / deff, nAll, unattributed };
};
