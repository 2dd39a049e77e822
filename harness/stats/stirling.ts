const HALF_LN_TWO_PI = 0.9189385332046728;
/** From here on the series below is good to the last bit. */
const SERIES_FROM = 16;

const series = (x: number): number => {
  const z = 1 / (x * x);
  const tail = 1 / 1188 - z * (691 / 360360 - z / 156);
  return (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * tail)))) / x;
};

const stirlingFormula = (x: number): number => (x - 0.5) * Math.log(x) - x + HALF_LN_TWO_PI;

/** x (x+1) … up to the first factor at or above `SERIES_FROM`, and that factor: Γ(x) = Γ(shifted) / product. */
const shiftUp = (x: number): { readonly product: number; readonly shifted: number } => {
  let product = 1;
  let shifted = x;
  while (shifted < SERIES_FROM) {
    product *= shifted;
    shifted += 1;
  }
  return { product, shifted };
};

/**
 * Natural logarithm of the gamma function for x > 0 (STATISTICS 11.1). Example: lnGamma(5) = ln 24.
 * Differences of large values lose digits; use `stirlingCorrection` for those.
 */
export const lnGamma = (x: number): number => {
  if (x >= SERIES_FROM) {
    return stirlingFormula(x) + series(x);
  }
  const { product, shifted } = shiftUp(x);
  return stirlingFormula(shifted) + series(shifted) - Math.log(product);
};

/**
 * What Stirling's formula leaves out: ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], for x ≥ 0; 0 at x = 0 by convention.
 * For whole numbers it is also what is missing from Stirling's n!, Loader's `stirlerr` (STATISTICS 11.1).
 * Example: stirlingCorrection(1) = 1 − ½ ln 2π = 0.0810614667953.
 */
export const stirlingCorrection = (x: number): number => {
  if (x >= SERIES_FROM) {
    return series(x);
  }
  return x === 0 ? 0 : lnGamma(x) - stirlingFormula(x);
};
