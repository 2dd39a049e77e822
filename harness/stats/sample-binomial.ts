import { lnBinomialPmf } from './binomial-pmf.ts';
import type { RandomStream } from './xoshiro.ts';

/** Above this variance walking away from the mode takes over a thousand steps per draw; rejection takes about one, whatever n is. */
const REJECT_FROM_VARIANCE = 1e6;

/** Mode-centred inversion: subtract the probabilities of m, m + 1, m − 1, m + 2, … from a uniform number until it is used up. */
const invert = (n: number, q: number, mode: number, modeProbability: number, uniform: number): number => {
  const odds = q / (1 - q);
  let left = uniform - modeProbability;
  let [up, down] = [mode, mode];
  let [upProbability, downProbability] = [modeProbability, modeProbability];
  while (left >= 0 && (upProbability > 0 || downProbability > 0)) {
    upProbability *= ((n - up) / (up + 1)) * odds;
    up += 1;
    left -= upProbability;
    if (left < 0) {
      return up;
    }
    downProbability *= down / (n - down + 1) / odds;
    down -= 1;
    left -= downProbability;
    if (left < 0) {
      return down;
    }
  }
  // Rounding can leave a uniform number of 1 − 10^−15 unspent when all probability is used up.
  return mode;
};

/** Transformed rejection, algorithm BTRS of Hörmann 1993; exact for any n with n·q ≥ 10. */
const reject = (n: number, q: number, random: RandomStream): number => {
  const deviation = Math.sqrt(n * q * (1 - q));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * q;
  const height = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((n + 1) * q);
  const lnMode = lnBinomialPmf(mode, n - mode, q, 1 - q);
  for (;;) {
    const u = random.nextUniform() - 0.5;
    const v = random.nextUniform();
    const edge = 0.5 - Math.abs(u);
    const x = Math.floor(((2 * a) / edge + b) * u + n * q + 0.5);
    if (edge >= 0.07 && v <= 0.92 - 4.2 / b) {
      return x;
    }
    if (x >= 0 && x <= n && Math.log((v * height) / (a / (edge * edge) + b)) <= lnBinomialPmf(x, n - x, q, 1 - q) - lnMode) {
      return x;
    }
  }
};

/** A sampler of Bin(n, q) for one share q, 0 < q ≤ ½, and any n up to `largestN`. Remembers what it computed for each n. */
export const binomialSampler = (
  q: number,
  largestN: number,
  remembered: number,
): ((n: number, random: RandomStream) => number) => {
  // Probability of the most likely count for each n; 0 = not worked out yet.
  const known = new Float64Array(Math.min(largestN, remembered) + 1);
  const modeProbability = (n: number, mode: number): number => {
    if (n < known.length && (known[n] as number) > 0) {
      return known[n] as number;
    }
    const probability = Math.exp(lnBinomialPmf(mode, n - mode, q, 1 - q));
    if (n < known.length) {
      known[n] = probability;
    }
    return probability;
  };
  return (n, random) => {
    if (n * q * (1 - q) > REJECT_FROM_VARIANCE) {
      return reject(n, q, random);
    }
    const mode = Math.min(n, Math.floor((n + 1) * q));
    return invert(n, q, mode, modeProbability(n, mode), random.nextUniform());
  };
};
