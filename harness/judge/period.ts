import type { LagAgreement } from './diagnose-serial.ts';

/** Repeats of the period are about as clear as the period itself; the first lag this close to the clearest one is it. */
const NEARLY_AS_CLEAR = 0.8;
/** Next to a strong avoidance at some lag, a smaller surplus than this at another is only its echo. */
const NO_ECHO = 0.5;
/** Over one turn of a rotation surplus and lack cancel out; at least this part of the surplus must be paid for before. */
const PAID_FOR = 0.5;
/** Of what a perfect rotation repeats, at least this part; several rotations mixed up repeat less at any lag. */
const REPEATED = 0.25;

/**
 * The period of a rotation: the first lag at which the versions repeat, after lags at which they repeat less than chance would have
 * it. A trend repeats more than chance at every lag and has no period. Null without one up to the longest lag. Call it only when SERIAL
 * has fired. Example: 80 : 20 dealt as 0 0 1 0 0 has period 5.
 */
export const periodOf = (lags: readonly LagAgreement[]): number | null => {
  const clearest = Math.max(...lags.map(({ z }) => z));
  const largest = Math.max(...lags.map(({ z }) => Math.abs(z)));
  const found = lags.find(({ z }) => z >= NEARLY_AS_CLEAR * clearest);
  if (found === undefined || !(clearest > 0 && clearest >= NO_ECHO * largest)) {
    return null;
  }
  const before = lags.filter(({ lag }) => lag < found.lag).reduce((sum, { z }) => sum + z, 0);
  const repeated = (found.agreement - found.expected) / (1 - found.expected);
  return before <= -PAID_FOR * found.z && repeated >= REPEATED ? found.lag : null;
};
