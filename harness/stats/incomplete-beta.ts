import { lnBinomialPmf } from './binomial-pmf.ts';
import { integrate } from './gauss-legendre.ts';
import type { LnTails } from './incomplete-gamma.ts';
import { excessOverLog1p, lnComplement } from './log-space.ts';

const SMALLEST = 1e-300;
const MOST_STEPS = 1e9;
/** With both shapes above this the fraction needs thousands of steps near the mean, and the density is smooth enough to integrate. */
const INTEGRATE_FROM = 1e5;
/** The density is followed down to e^−50 of where it starts. */
const LN_NEGLIGIBLE = 50;
const PANELS = 14;

/** Continued fraction of the incomplete beta function, modified Lentz evaluation, without its prefactor. */
const betaFraction = (a: number, b: number, x: number): number => {
  const keep = (value: number): number => (Math.abs(value) < SMALLEST ? SMALLEST : value);
  let c = 1;
  let d = 1 / keep(1 - ((a + b) * x) / (a + 1));
  let h = d;
  const step = (coefficient: number): number => {
    d = 1 / keep(1 + coefficient * d);
    c = keep(1 + coefficient / c);
    const delta = c * d;
    h *= delta;
    return delta;
  };
  for (let m = 1; m < MOST_STEPS; m += 1) {
    const even = a + 2 * m;
    step((m * (b - m) * x) / ((even - 1) * even));
    const delta = step((-(a + m) * (a + b + m) * x) / (even * (even + 1)));
    if (Math.abs(delta - 1) <= Number.EPSILON) {
      return h;
    }
  }
  throw new RangeError(`lnIncompleteBeta: no convergence at shapes ${a} and ${b}, argument ${x}`);
};

/** ln I_x(a, b) by the fraction; converges fast for x below the mean. */
const lnByFraction = (a: number, b: number, x: number, y: number): number =>
  lnBinomialPmf(a, b, x, y) + Math.log(b / (a + b)) + Math.log(betaFraction(a, b, x));

/**
 * ln I_x(a, b) for large shapes and x left of the mode: the density at x times the integral of its fall to the left.
 * The first-order terms are cancelled by hand (`slope`); what is left is a sum of negative terms, so no digit is lost at 10^15.
 */
const lnByIntegral = (a: number, b: number, x: number, y: number): number => {
  const [alpha, beta] = [a - 1, b - 1];
  const excess = x <= y ? alpha - (alpha + beta) * x : (alpha + beta) * y - beta;
  const slope = excess / (x * y);
  const curvature = alpha / (x * x) + beta / (y * y);
  const reach = (2 * LN_NEGLIGIBLE) / (slope + Math.sqrt(slope * slope + 2 * LN_NEGLIGIBLE * curvature));
  const fall = (u: number): number => Math.exp(-u * slope - alpha * excessOverLog1p(-u / x) - beta * excessOverLog1p(u / y));
  const lnDensity = lnBinomialPmf(a, b, x, y) + Math.log(a) + Math.log(b / (a + b)) - Math.log(x) - Math.log(y);
  return lnDensity + Math.log(integrate(fall, Math.min(reach, x), PANELS));
};

const isLeftOfMode = (a: number, b: number, x: number, y: number): boolean =>
  x <= y ? a - 1 >= (a + b - 2) * x : (a + b - 2) * y >= b - 1;

/**
 * Regularised incomplete beta function as logarithms: lnLower = ln I_x(a, b), lnUpper = ln I_y(b, a), where y = 1 − x is passed
 * separately so that nothing is lost next to 1 (STATISTICS 11.4). a, b ≥ 0, not both 0; 0 ≤ x ≤ 1. Shapes up to 2^53.
 * Example: I_0.5(2, 3) = 0.6875.
 */
export const lnIncompleteBeta = (a: number, b: number, x: number, y: number): LnTails => {
  if (!(a >= 0 && b >= 0 && a + b > 0 && a + b < Number.POSITIVE_INFINITY && x >= 0 && y >= 0 && x <= 1 && y <= 1)) {
    throw new RangeError(`lnIncompleteBeta: outside its range: shapes ${a} and ${b}, argument ${x} (complement ${y})`);
  }
  if (b === 0 || x === 0) {
    return a === 0 ? { lnLower: 0, lnUpper: Number.NEGATIVE_INFINITY } : { lnLower: Number.NEGATIVE_INFINITY, lnUpper: 0 };
  }
  if (a === 0 || y === 0) {
    return { lnLower: 0, lnUpper: Number.NEGATIVE_INFINITY };
  }
  const large = Math.min(a, b) > INTEGRATE_FROM;
  const lowerIsSmall = large ? isLeftOfMode(a, b, x, y) : x <= (a + 1) / (a + b + 2);
  const small = large ? lnByIntegral : lnByFraction;
  if (lowerIsSmall) {
    const lnLower = Math.min(0, small(a, b, x, y));
    return { lnLower, lnUpper: lnComplement(lnLower) };
  }
  const lnUpper = Math.min(0, small(b, a, y, x));
  return { lnLower: lnComplement(lnUpper), lnUpper };
};
