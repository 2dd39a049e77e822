import type { Rival } from './rival.ts';

const REQUESTS = 500;
const TOLERANCE = 0.05;

/**
 * The rule of Gateway API's conformance suite (conformance/utils/weight, 2026): every version with a weight is seen, none
 * without one is, and no share is further off than 0.05. First success in up to 10 attempts passes.
 *
 * The band is compared in floating point, as the suite does it: at 70 % it takes 325 to 374 of 500, because 375/500 − 0.7 is
 * a hair more than 0.05.
 */
export const GATEWAY_API: Rival = {
  name: 'Gateway API',
  requests: REQUESTS,
  attempts: 10,
  accepts: (counts, percentages) =>
    percentages.every((percentage, i) => {
      const count = counts[i] ?? 0;
      return count > 0 === percentage > 0 && !(Math.abs(count / REQUESTS - percentage / 100) > TOLERANCE);
    }),
};
