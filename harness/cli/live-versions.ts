import { naturalOrder } from '../expect/natural-order.ts';
import type { SequentialFindings } from '../model/sequential.ts';
import type { LiveVersion, LiveView } from '../report/live-view.ts';
import { confidenceBand } from '../stats/confidence-band.ts';
import { splitOf } from '../stats/split.ts';
import type { NamedShares } from './live-question.ts';

/** More lines than this are no display. */
const MOST_VERSIONS = 12;

export type LiveVersions = Pick<LiveView, 'versions' | 'moreVersions' | 'strangers' | 'confidence'>;

type Counts = ReadonlyMap<string, number>;

const sumOf = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);
const NO_STRANGERS = { names: 0, answers: 0, share: 0 };

/**
 * Observed against expected, as far as it goes. `found`: what a run that stops by itself has found; its shares are then those of the
 * finished prefix, which alone are not bent towards the faster version (STATISTICS 0.3). For every other run the counts are of whatever
 * has been answered, and only the verdict at the end counts.
 */
export function liveVersions(
  expected: NamedShares | null,
  counts: Counts,
  risk: number,
  found: SequentialFindings | null,
): LiveVersions {
  return expected === null ? observedOnly(counts) : againstExpected(expected, counts, risk, found);
}

function observedOnly(counts: Counts): LiveVersions {
  const total = sumOf(counts.values());
  const names = [...counts.keys()].sort(naturalOrder);
  const versions = names.slice(0, MOST_VERSIONS).map((name) => {
    const share = total === 0 ? null : (counts.get(name) ?? 0) / total;
    return { name, expected: null, share, band: null };
  });
  return { versions, moreVersions: names.length - versions.length, strangers: NO_STRANGERS, confidence: null };
}

function againstExpected(
  { names, units, shares }: NamedShares,
  counts: Counts,
  risk: number,
  found: SequentialFindings | null,
): LiveVersions {
  const active = units.flatMap((unit, i) => (unit > 0n ? [i] : []));
  const activeCounts = found?.stopCounts ?? active.map((i) => counts.get(names[i] ?? '') ?? 0);
  const n = sumOf(activeCounts);
  const total = sumOf(counts.values());
  const shown = active.filter((i) => i < MOST_VERSIONS).length;
  const band =
    found?.band ??
    bandOfFirst(
      active.map((i) => units[i] ?? 0n),
      activeCounts,
      shown,
      n,
      risk,
    );
  const versions = names.slice(0, MOST_VERSIONS).map((name, i): LiveVersion => {
    const place = active.indexOf(i);
    if (place < 0) return { name, expected: 0, share: total === 0 ? null : (counts.get(name) ?? 0) / total, band: null };
    const [lo = 0, hi = 1] = [band.lo[place], band.hi[place]];
    const share = n === 0 ? null : (activeCounts[place] ?? 0) / n;
    return { name, expected: shares[i] ?? 0, share, band: share === null ? null : { lo, hi } };
  });
  const strangers = strangersOf(names, counts, total);
  return { versions, moreVersions: names.length - versions.length, strangers, confidence: 1 - risk };
}

/** Bands of the first `shown` versions, with all others as one more: as honest, and no dearer with a thousand versions. */
function bandOfFirst(units: readonly bigint[], counts: readonly number[], shown: number, n: number, risk: number) {
  const rest = units.slice(shown).reduce((sum, unit) => sum + unit, 0n);
  const [firstUnits, firstCounts] = [units.slice(0, shown), counts.slice(0, shown)];
  if (rest === 0n) return confidenceBand(splitOf(firstUnits), firstCounts, n, risk);
  return confidenceBand(splitOf([...firstUnits, rest]), [...firstCounts, n - sumOf(firstCounts)], n, risk);
}

function strangersOf(names: readonly string[], counts: Counts, total: number): LiveVersions['strangers'] {
  const expected = new Set(names);
  const unknown = [...counts].filter(([name, count]) => count > 0 && !expected.has(name));
  if (unknown.length === 0) return NO_STRANGERS;
  const answers = sumOf(unknown.map(([, count]) => count));
  return { names: unknown.length, answers, share: answers / total };
}
