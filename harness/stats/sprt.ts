import type { EffectiveTolerance } from './effective-tolerance.ts';
import type { Split } from './split.ts';

/** Log likelihood ratios of "exactly the expected share" against both edges of the tolerance, per version. */
export interface EdgeRatios {
  readonly above: readonly number[];
  readonly below: readonly number[];
  /** The smallest of all: from ln(1/β) on every edge is rejected. */
  readonly least: number;
}

/** What one request adds to the ratio of one edge: `hit` when it goes to the edge's version, `miss` when it goes elsewhere. */
export interface EdgeSteps {
  readonly hit: number;
  readonly miss: number;
}

/** Both edges of every version, in the order of the split. */
export interface TwoEdges {
  readonly above: readonly EdgeSteps[];
  readonly below: readonly EdgeSteps[];
}

/** The steps of Wald's ratios (STATISTICS 5.2): all that is needed of split and tolerance, worked out once for a run. */
export const edgeSteps = (split: Split, tolerance: EffectiveTolerance): TwoEdges => {
  const steps = (sign: 1 | -1): EdgeSteps[] =>
    split.shares.map((share, i) => {
      const delta = sign * (tolerance.shares[i] ?? 0);
      return { hit: -Math.log1p(delta / share), miss: -Math.log1p(-delta / (split.complements[i] ?? 0)) };
    });
  return { above: steps(1), below: steps(-1) };
};

const ratioAt = ({ hit, miss }: EdgeSteps, hits: number, n: number): number => hits * hit + (n - hits) * miss;

/**
 * The smallest ratio over all edges, when `unattributed` further requests are given to whichever versions make it smallest.
 * Allocates nothing: it is asked after every request.
 */
export const leastRatio = ({ above, below }: TwoEdges, counts: readonly number[], n: number, unattributed = 0): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < counts.length; i += 1) {
    const [up, down] = [above[i], below[i]];
    if (up !== undefined && down !== undefined) {
      const hits = counts[i] ?? 0;
      const atTop = ratioAt(up, hits, n) + unattributed * Math.min(up.hit, up.miss);
      const atBottom = ratioAt(down, hits, n) + unattributed * Math.min(down.hit, down.miss);
      least = Math.min(least, atTop, atBottom);
    }
  }
  return least;
};

/**
 * Wald's sequential probability ratios (1945) at the tolerance edges (STATISTICS 5.2). Each is wrongly crossed with probability at
 * most β over the whole run, so all of them together may be looked at after every request.
 */
export const edgeRatios = (counts: readonly number[], n: number, split: Split, tolerance: EffectiveTolerance): EdgeRatios => {
  const steps = edgeSteps(split, tolerance);
  const ratios = (edges: readonly EdgeSteps[]): number[] => edges.map((edge, i) => ratioAt(edge, counts[i] ?? 0, n));
  return { above: ratios(steps.above), below: ratios(steps.below), least: leastRatio(steps, counts, n) };
};
