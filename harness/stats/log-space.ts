/** ln(1 − e^lnP) for lnP ≤ 0, without losing the digits of a tail next to 0 or next to 1. */
export const lnComplement = (lnP: number): number => {
  if (lnP >= 0) {
    return Number.NEGATIVE_INFINITY;
  }
  return lnP > -Math.LN2 ? Math.log(-Math.expm1(lnP)) : Math.log1p(-Math.exp(lnP));
};

/** ln(e^a + e^b). */
export const lnSum = (a: number, b: number): number => {
  const larger = Math.max(a, b);
  return larger === Number.NEGATIVE_INFINITY ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
};

/** Natural to decimal logarithm. Adding 0 turns −0 into 0. */
export const log10Of = (ln: number): number => ln / Math.LN10 + 0;

/** u − ln(1 + u) for u > −1: never negative, and accurate where u is close to 0. */
export const excessOverLog1p = (u: number): number => {
  if (Math.abs(u) >= 0.1) {
    return u - Math.log1p(u);
  }
  let power = u * u;
  let sum = power / 2;
  for (let j = 3; j < 24; j += 1) {
    power *= -u;
    const next = sum + power / j;
    if (next === sum) {
      break;
    }
    sum = next;
  }
  return sum;
};
