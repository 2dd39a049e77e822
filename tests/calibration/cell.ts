import { agrees } from './printed.ts';
import { fitsRate } from './standard-error.ts';

/** One measured number as a table shows it, with the published one it should be; null where none was published. */
export interface Cell {
  readonly text: string;
  readonly published: string | null;
  /** Is what was published, or nothing was. */
  readonly fits: boolean;
}

/** Three-version sequential rates were published from 1,000 to 4,000 simulated runs; the fewest are the widest error. */
const PUBLISHED_RUNS = 1000;

const STANDARD_ERRORS = 5;

const shortNumber = (value: number): string => String(Number(value.toPrecision(3)));

/** A probability (0 to 1) without simulation error, shown in per cent: fits when it rounds to the published digits. */
export const exactCell = (probability: number, published: string | null = null): Cell => ({
  text: shortNumber(100 * probability),
  published,
  fits: published === null || agrees(100 * probability, published),
});

/**
 * A simulated probability, shown in per cent: fits within five standard errors of both simulations, and `slack` (0 to 1)
 * where they did not simulate quite the same.
 */
export const simulatedCell = (hits: number, runs: number, published: string | null = null, slack = 0): Cell => ({
  text: `~${shortNumber((100 * hits) / runs)}`,
  published,
  fits: published === null || fitsRate(hits, runs, Number(published) / 100, { publishedRuns: PUBLISHED_RUNS, slack }),
});

/** A mean worked out exactly; fits when it is off by at most `slack` (a share of it) beside rounding. */
export const exactMeanCell = (mean: number, published: string, slack: number): Cell => ({
  text: mean.toFixed(0),
  published,
  fits: Math.abs(mean - Number(published)) <= 1 + slack * Number(published),
});

/** A mean of simulated values, compared like a simulated probability; `slack` in the unit of the values. */
export const simulatedMeanCell = (values: readonly number[], published: string, slack: number): Cell => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const error = Math.sqrt(variance * (1 / values.length + 1 / PUBLISHED_RUNS));
  return {
    text: `~${mean.toFixed(0)}`,
    published,
    fits: Math.abs(mean - Number(published)) <= slack + STANDARD_ERRORS * error,
  };
};
