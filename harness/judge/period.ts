import type { LagAgreement } from './diagnose-serial.ts';

/** Repeats of the period are about as clear as the period itself; the first lag this close to the clearest one is it. */
const NEARLY_AS_CLEAR = 0.8;
/** Between two repeats the agreement falls at least this far; without a dip there is a trend, not a rotation. */
const DIP = 0.5;

/**
 * The period of a rotation: the first lag at which the versions repeat, with a dip before it. Null without one up to the longest lag.
 * Call it only when SERIAL has fired. Example: 80 : 20 dealt as 0 0 1 0 0 has period 5.
 */
export const periodOf = (lags: readonly LagAgreement[]): number | null => {
  const clearest = Math.max(...lags.map(({ z }) => z));
  const largest = Math.max(...lags.map(({ z }) => Math.abs(z)));
  const found = lags.find(({ z }) => z >= NEARLY_AS_CLEAR * clearest);
  // Next to a strong avoidance at some lag a small surplus at another is only its echo.
  if (found === undefined || !(clearest >= DIP * largest)) {
    return null;
  }
  const before = lags.filter(({ lag }) => lag < found.lag);
  return before.some(({ z }) => z <= DIP * found.z) ? found.lag : null;
};
