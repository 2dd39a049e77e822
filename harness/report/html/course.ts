import type { GateReport, SharesSoFar } from '../../model/report.ts';
import type { Course, Moment } from './picture.ts';

/** Pictures beyond these say no more: the versions that are furthest from their expectation are taken. */
const MOST_COURSES = 6;

/** One version's course through the run, by its place among the weights. */
export interface PlacedCourse extends Course {
  readonly place: number;
}

/**
 * How the shares of the versions came about; empty without an order. A single version with a weight has a share of 100 % throughout,
 * by definition, so it is not shown either.
 */
export function coursesOf(gate: GateReport): readonly PlacedCourse[] {
  const { overTime, weights, residuals, change } = gate;
  if (overTime.length < 2 || weights.filter(({ p }) => p > 0).length < 2) return [];
  const far = (place: number) => Math.abs(residuals[place] ?? 0);
  const known = weights
    .map((_, place) => place)
    .filter((place) => overTime.every(({ shares }) => (shares[place] ?? null) !== null));
  const furthest = known.toSorted((a, b) => far(b) - far(a)).slice(0, MOST_COURSES);
  const changeAt = change === null ? null : requestAt(change.atMs, overTime);
  return furthest
    .toSorted((a, b) => a - b)
    .map((place) => ({
      place,
      promised: weights[place]?.p ?? 0,
      moments: overTime.map((point) => momentOf(point, place)),
      changeAt,
    }));
}

function momentOf({ n, shares, lo, hi }: SharesSoFar, place: number): Moment {
  const [low, high] = [lo[place] ?? null, hi[place] ?? null];
  return { n, share: shares[place] ?? 0, band: low === null || high === null ? null : { lo: low, hi: high } };
}

/** About how many requests had been answered at a time of the run: between two points the number is taken to grow evenly. */
function requestAt(atMs: number, points: readonly SharesSoFar[]): number | null {
  const next = points.findIndex((point) => point.atMs >= atMs);
  const [before, after] = [points[next - 1], points[next]];
  if (after === undefined) return points.at(-1)?.n ?? null;
  if (before === undefined || after.atMs === before.atMs) return after.n;
  return before.n + ((after.n - before.n) * (atMs - before.atMs)) / (after.atMs - before.atMs);
}
