import type { PaceRecord } from '../model/pace.ts';
import type { Tally } from '../model/tally.ts';

/**
 * The paces of two parts as one. Side by side their rates add up and sending took as long as the longer; in turn both times add up and
 * the rate is the mean over them. A part that sent nothing has no pace and changes none; one that sent without a rate, or was saved
 * before paces were kept, leaves the whole without: there is no rate that it was asked for.
 */
export const mergedPace = (a: Tally, b: Tally, areInTurn: boolean): Pick<Tally, 'pace'> => {
  if (a.sent === 0 || b.sent === 0) {
    const { pace } = a.sent === 0 ? b : a;
    return pace === undefined ? {} : { pace };
  }
  return a.pace === undefined || b.pace === undefined ? {} : { pace: addPaces(a.pace, b.pace, areInTurn) };
};

const addPaces = (a: PaceRecord, b: PaceRecord, areInTurn: boolean): PaceRecord => {
  const sendingMs = areInTurn ? a.sendingMs + b.sendingMs : Math.max(a.sendingMs, b.sendingMs);
  const due = a.ratePerSecond * a.sendingMs + b.ratePerSecond * b.sendingMs;
  return {
    ratePerSecond: areInTurn && sendingMs > 0 ? due / sendingMs : a.ratePerSecond + b.ratePerSecond,
    sendingMs,
    behindMs: Math.max(a.behindMs, b.behindMs),
    heldUpMs: a.heldUpMs + b.heldUpMs,
    busyMs: a.busyMs + b.busyMs,
  };
};
