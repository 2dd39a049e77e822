import { excessOverLog1p, lnComplement } from './log-space.ts';
import { lnGamma, stirlingCorrection } from './stirling.ts';

/** Both tails of a distribution as natural logarithms, each accurate on its own. */
export interface LnTails {
  readonly lnLower: number;
  readonly lnUpper: number;
}

const RELATIVE_STOP = 1e-16;
const SMALLEST = 1e-300;
const MOST_STEPS = 1e9;

/** ln[x^a e^−x / Γ(a)]; for large a in a form where nothing cancels. */
const lnPrefactor = (a: number, x: number): number => {
  if (a < 16) {
    return a * Math.log(x) - x - lnGamma(a);
  }
  return 0.5 * Math.log(a / (2 * Math.PI)) - a * excessOverLog1p((x - a) / a) - stirlingCorrection(a);
};

const lowerSeries = (a: number, x: number): number => {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * RELATIVE_STOP; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
};

/** Modified Lentz evaluation of the continued fraction of Q without its prefactor. */
const upperFraction = (a: number, x: number): number => {
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < MOST_STEPS; i += 1) {
    const numerator = -i * (i - a);
    b += 2;
    const below = numerator * d + b;
    d = 1 / (Math.abs(below) < SMALLEST ? SMALLEST : below);
    const above = b + numerator / c;
    c = Math.abs(above) < SMALLEST ? SMALLEST : above;
    const delta = d * c;
    h *= delta;
    // A step of one last bit either way can repeat for ever: 2^-52 is as close to 1 as Δ reliably comes.
    if (Math.abs(delta - 1) <= Number.EPSILON) {
      return h;
    }
  }
  throw new RangeError(`lnIncompleteGamma: no convergence at shape ${a}, argument ${x}`);
};

/**
 * Regularised incomplete gamma function as logarithms: lnLower = ln P(a, x), lnUpper = ln Q(a, x), for a > 0 and finite x
 * (STATISTICS 11.2: series below a + 1, continued fraction above). Values down to 10^−1,000,000 and beyond.
 * Example: Q(½, 1.92) = 0.0500435. Throws a RangeError for a shape that is not positive or an argument that is not finite.
 */
export const lnIncompleteGamma = (a: number, x: number): LnTails => {
  if (!(a > 0) || !Number.isFinite(a) || !Number.isFinite(x)) {
    throw new RangeError(`lnIncompleteGamma: needs a finite shape above zero and a finite argument, got ${a} and ${x}`);
  }
  if (x <= 0) {
    return { lnLower: Number.NEGATIVE_INFINITY, lnUpper: 0 };
  }
  if (x < a + 1) {
    const lnLower = Math.min(0, lnPrefactor(a, x) + Math.log(lowerSeries(a, x)));
    return { lnLower, lnUpper: lnComplement(lnLower) };
  }
  const lnUpper = Math.min(0, lnPrefactor(a, x) + Math.log(upperFraction(a, x)));
  return { lnLower: lnComplement(lnUpper), lnUpper };
};
