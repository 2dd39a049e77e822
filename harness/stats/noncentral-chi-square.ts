import { bisectFromZero } from './bisection.ts';
import { chiSquareQuantile, lnChiSquareTails } from './chi-square.ts';
import { deviance } from './deviance.ts';
import type { LnTails } from './incomplete-gamma.ts';
import { stirlingCorrection } from './stirling.ts';

const NEGLIGIBLE = 1e-18;
const LN_TWO_PI = 1.8378770664093456;

const lnPoisson = (j: number, mean: number): number =>
  j === 0 ? -mean : -stirlingCorrection(j) - deviance(j, mean, j - mean) - 0.5 * (LN_TWO_PI + Math.log(j));

/** Adds `term(j)` upwards from `start`, then downwards, until the terms shrink below what a double can notice. */
const sumOutwards = (start: number, term: (j: number) => number): number => {
  let sum = 0;
  const walk = (from: number, step: 1 | -1): void => {
    let previous = 0;
    for (let j = from; j >= 0; j += step) {
      const value = term(j);
      sum += value;
      // While terms still grow the bulk lies ahead: with a small critical value it is far below the start.
      if (value < sum * NEGLIGIBLE && value < previous) {
        return;
      }
      if (value === 0 && step === 1) {
        return;
      }
      previous = value;
    }
  };
  walk(start, 1);
  walk(start - 1, -1);
  return sum;
};

const tail = (critical: number, df: number, lambda: number, side: keyof LnTails): number => {
  const mean = lambda / 2;
  if (mean === 0) {
    return Math.exp(lnChiSquareTails(critical, df)[side]);
  }
  return sumOutwards(Math.floor(mean), (j) => Math.exp(lnPoisson(j, mean) + lnChiSquareTails(critical, df + 2 * j)[side]));
};

/** With this much room nothing but the whole probability is above the critical value. */
const isCertain = (critical: number, df: number, lambda: number): boolean => {
  const lowest = Math.floor(lambda / 2 - 40 * Math.sqrt(lambda / 2));
  return lowest > 0 && lnChiSquareTails(critical, df + 2 * lowest).lnLower < -40;
};

/**
 * Power of the chi-square test: P(χ'²(df, λ) > χ²(df; 1 − alpha)), the chance to notice an alternative with noncentrality
 * λ = N·Σ(alternative − share)²/share (STATISTICS 4.1, 11.5). λ ≥ 0; power at λ = 0 is alpha. Example: df 1, λ 17.828, alpha 0.01: 0.95017.
 */
export const chiSquarePower = (lambda: number, df: number, alpha: number): number => {
  const critical = chiSquareQuantile(alpha, df);
  return isCertain(critical, df, lambda) ? 1 : Math.min(1, tail(critical, df, lambda, 'lnUpper'));
};

/**
 * The noncentrality λ* at which the test misses with probability `missRisk` (power 1 − missRisk), missRisk < 1 − alpha.
 * Solved on the miss side, where a small risk keeps its digits. Example: df 1, alpha 0.01, miss risk 0.05: 17.8142.
 */
export const requiredNoncentrality = (df: number, alpha: number, missRisk: number): number => {
  const critical = chiSquareQuantile(alpha, df);
  return bisectFromZero((lambda) => tail(critical, df, lambda, 'lnLower') > missRisk);
};
