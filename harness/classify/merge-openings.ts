import type { OpeningRecord, WaitRecord } from '../model/openings.ts';
import type { Tally } from '../model/tally.ts';

type Repeated = OpeningRecord['repeated'][number];

/** What stood in the way of connections in either of two parts; a part that says nothing of it had no trouble, or was saved before it was kept. */
export const mergedOpenings = ({ openings: a }: Tally, { openings: b }: Tally): Pick<Tally, 'openings'> => {
  if (a === undefined || b === undefined) {
    const openings = a ?? b;
    return openings === undefined ? {} : { openings };
  }
  const repeated = mergeBy([...a.repeated, ...b.repeated], ({ afterS }) => afterS, addRepeated);
  return {
    openings: {
      waits: mergeBy([...a.waits, ...b.waits], ({ what }) => what, addWaits),
      repeated: repeated.toSorted((one, other) => one.afterS - other.afterS),
      unopened: a.unopened + b.unopened,
    },
  };
};

const mergeBy = <T>(records: readonly T[], keyOf: (record: T) => unknown, add: (a: T, b: T) => T): T[] => {
  const merged = new Map<unknown, T>();
  for (const record of records) {
    const known = merged.get(keyOf(record));
    merged.set(keyOf(record), known === undefined ? record : add(known, record));
  }
  return [...merged.values()];
};

const addWaits = (a: WaitRecord, b: WaitRecord): WaitRecord => ({
  what: a.what,
  requests: a.requests + b.requests,
  totalMs: a.totalMs + b.totalMs,
  longestMs: Math.max(a.longestMs, b.longestMs),
});

const addRepeated = (a: Repeated, b: Repeated): Repeated => ({
  afterS: a.afterS,
  connections: a.connections + b.connections,
});
