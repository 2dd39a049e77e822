/**
 * x ln(x/m) + m − x: how much less likely a count `x` is than its expected value `m` (Loader 2000, `bd0`; STATISTICS 11.3).
 * `deviation` is x − m, passed in because the caller often knows it exactly. x ≥ 0, m > 0; never negative, 0 only at x = m.
 */
export const deviance = (x: number, m: number, deviation: number): number => {
  if (x === 0) {
    return m;
  }
  if (Math.abs(deviation) >= 0.1 * (x + m)) {
    return x * (Math.log(x) - Math.log(m)) - deviation;
  }
  const v = deviation / (x + m);
  let sum = deviation * v;
  let term = 2 * x * v;
  for (let j = 1; j < 100; j += 1) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) {
      break;
    }
    sum = next;
  }
  return sum;
};
