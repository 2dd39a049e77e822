import type { StreamStatistics } from '../model/order.ts';
import { createCheckpoints } from './checkpoints.ts';
import { createLagPairs } from './lag-pairs.ts';

/** Counts one stream in send order. */
export interface StreamCounter {
  /** The next request with a version. Tracks are whole numbers from 0 to 255, given out one after another. */
  add(track: number, sentAtMs: number, index: number): void;
  /** `versioned`: answers with a version in all, those that never reached the stream included. Slots are tracks. */
  toStatistics(tracks: number, versioned: number): StreamStatistics;
}

/** An empty stream. */
export const createStreamCounter = (): StreamCounter => {
  const checkpoints = createCheckpoints();
  const pairs = createLagPairs();
  let openingTrack = -1;
  let openingLength = 0;
  let isOpening = true;
  return {
    add: (track, sentAtMs, index) => {
      if (isOpening) {
        openingTrack = openingTrack === -1 ? track : openingTrack;
        isOpening = openingTrack === track;
        openingLength += isOpening ? 1 : 0;
      }
      checkpoints.add(track, sentAtMs, index);
      pairs.add(track);
    },
    toStatistics: (tracks, versioned) => {
      const rows = checkpoints.toRows(tracks);
      return {
        n: rows.n,
        late: versioned - rows.n,
        spacing: rows.spacing,
        cumulative: rows.cumulative,
        sentAtMs: rows.sentAtMs,
        sendIndex: rows.sendIndex,
        opening: openingLength === 0 ? null : { slot: openingTrack, length: openingLength },
        pairs: pairs.toLayers(tracks),
      };
    },
  };
};
