import type { Rival } from './rival.ts';

/** Requests a version may be off, in 100. */
const MOST_OFF = 10;

/**
 * The rule of Istio's traffic shifting tests (tests/integration/pilot/common/routing.go, 2026): of 100 requests every
 * version gets its percentage, give or take 10, both ends included; so a 10 % version may get nothing. The whole call is
 * repeated for 30 seconds until it passes: 30 tries are a cautious count of what fits in.
 */
export const ISTIO: Rival = {
  name: 'Istio',
  requests: 100,
  attempts: 30,
  accepts: (counts, percentages) => percentages.every((percentage, i) => Math.abs((counts[i] ?? 0) - percentage) <= MOST_OFF),
};
