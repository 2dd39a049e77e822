/** Positive half of the 16-point rule on [−1, 1]: node, weight (Abramowitz & Stegun, table 25.4). */
const NODES: readonly (readonly [node: number, weight: number])[] = [
  [0.09501250983763744, 0.1894506104550685],
  [0.2816035507792589, 0.18260341504492358],
  [0.45801677765722737, 0.16915651939500254],
  [0.6178762444026438, 0.1495959888165767],
  [0.755404408355003, 0.12462897125553388],
  [0.8656312023878318, 0.09515851168249279],
  [0.9445750230732326, 0.062253523938647894],
  [0.9894009349916499, 0.027152459411754096],
];

/** Integral of a smooth `f` over [0, length] by 16-point Gauss–Legendre on `panels` equal pieces. */
export const integrate = (f: (u: number) => number, length: number, panels: number): number => {
  const half = length / panels / 2;
  let sum = 0;
  for (let panel = 0; panel < panels; panel += 1) {
    const centre = (2 * panel + 1) * half;
    for (const [node, weight] of NODES) {
      sum += weight * (f(centre - half * node) + f(centre + half * node));
    }
  }
  return sum * half;
};
