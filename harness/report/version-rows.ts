import type { Place } from '../model/place.ts';
import type { GateReport } from '../model/report.ts';

/** One version with all that a report shows of it, or a stranger: somebody who answered and whom no weight names. */
export interface VersionRow {
  readonly name: string;
  /** As written; null for a stranger. */
  readonly weight: string | null;
  /** The promised share, 0 to 1. */
  readonly promised: number;
  readonly expected: number;
  readonly count: number;
  /** Of the requests that weights apply to; of all requests for strangers and weight zero. Null without any request. */
  readonly share: number | null;
  readonly interval: { readonly lo: number; readonly hi: number } | null;
  readonly residual: number | null;
  /** The line of a manifest that the weight comes from. */
  readonly origin: Place | null;
}

/** The versions in the order of the weights, then the strangers. */
export function versionRows(gate: GateReport): readonly VersionRow[] {
  const versions = gate.weights.map(({ name, weight, p }, i): VersionRow => {
    const [lo, hi] = [gate.ci.lo[i] ?? null, gate.ci.hi[i] ?? null];
    const count = gate.counts[i] ?? 0;
    return {
      name,
      weight,
      promised: p,
      expected: gate.expected[i] ?? 0,
      count,
      share: gate.shares[i] ?? (gate.nAll === 0 ? null : count / gate.nAll),
      interval: lo === null || hi === null ? null : { lo, hi },
      residual: gate.residuals[i] ?? null,
      origin: gate.origins[i] ?? null,
    };
  });
  const strangers = gate.structural.unknown.map(
    ({ name, count, share }): VersionRow => ({
      name,
      weight: null,
      promised: 0,
      expected: 0,
      count,
      share,
      interval: null,
      residual: null,
      origin: null,
    }),
  );
  return [...versions, ...strangers];
}

/** Rows by version in the order of the weights, in which a reader looks for them; strangers last, as they came. */
export function inOrder<T extends { readonly name: string }>({ weights }: GateReport, rows: readonly T[]): readonly T[] {
  const places = new Map(weights.map(({ name }, place) => [name, place]));
  const placeOf = ({ name }: T) => places.get(name) ?? places.size;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}
