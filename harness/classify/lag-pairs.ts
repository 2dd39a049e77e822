import { createPairTable, layersOf, makeRoomFor } from './pair-table.ts';

/** Longest distance in send order whose version pairs are counted. */
export const LONGEST_LAG = 32;

/** Counts which track follows which at the lags 1 to 32. */
export interface LagPairs {
  /** The next request in send order. Tracks are whole numbers from 0 to 255, given out one after another. */
  add(track: number): void;
  /** For each lag the counts in rows: entry a × tracks + b = times that b came `lag` requests after a. */
  toLayers(tracks: number): number[][];
}

/** No pairs yet. */
export const createLagPairs = (): LagPairs => {
  const pairs = createPairTable(LONGEST_LAG);
  /** The last 32 tracks; the one at `place` is the oldest. */
  const recent = new Uint8Array(LONGEST_LAG);
  let place = 0;
  let known = 0;
  return {
    add: (track) => {
      if (track >= pairs.width) {
        makeRoomFor(pairs, track);
      }
      const { width, values } = pairs;
      // Written out, not a call per pair: these 32 additions are most of what a request costs here.
      const base = track * width * LONGEST_LAG - 1;
      for (let lag = 1; lag <= known; lag += 1) {
        const pair = base + (recent[(place - lag) & (LONGEST_LAG - 1)] ?? 0) * LONGEST_LAG + lag;
        values[pair] = (values[pair] ?? 0) + 1;
      }
      recent[place] = track;
      place = (place + 1) & (LONGEST_LAG - 1);
      known = known < LONGEST_LAG ? known + 1 : known;
    },
    toLayers: (tracks) => layersOf(pairs, tracks),
  };
};
