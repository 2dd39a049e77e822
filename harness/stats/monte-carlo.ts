import { clopperPearson, type Interval } from './clopper-pearson.ts';
import { deviance } from './deviance.ts';
import type { Weighed } from './deviations.ts';
import { TIE_TOLERANCE } from './exact-binomial.ts';
import { multinomialSampler } from './sample-multinomial.ts';
import { stirlingCorrection } from './stirling.ts';
import { type RandomStream, xoshiro } from './xoshiro.ts';

const REPLICATES = 99_999;
const MOST_REPLICATES = 9_999_999;
const REMEMBERED = 4_000_000;
const LN_TWO_PI = 1.8378770664093456;
const INTERVAL_RISK = 0.01;

/** A simulated p-value with what is needed to judge and repeat it. */
export interface MonteCarloResult {
  /** (b + 1)/(B + 1), never 0 (Davison & Hinkley 1997; Phipson & Smyth 2010). */
  readonly p: number;
  readonly pChi2Order: number;
  /** B, the number of simulated runs. */
  readonly replicates: number;
  /** 99 % Clopper–Pearson interval of p. */
  readonly interval: Interval;
}

/**
 * How unlikely an outcome is: −ln P(x) up to a constant, as a sum over versions. In saddle-point form, because the plain sum of
 * x ln p − ln x! would be off by more than the tie tolerance from a few million requests on.
 */
const unlikeliness = (weighed: Weighed): ((counts: ArrayLike<number>) => number) => {
  const compute = (x: number, m: number): number =>
    deviance(x, m, x - m) + (x === 0 ? 0 : stirlingCorrection(x) + 0.5 * (LN_TWO_PI + Math.log(x)));
  const each = Math.floor(REMEMBERED / weighed.counts.length);
  const size = Math.min(weighed.n + 1, each);
  const tables = weighed.expected.map((m) => ({ m, known: new Float64Array(size).fill(-1) }));
  return (counts) => {
    let sum = 0;
    for (let i = 0; i < tables.length; i += 1) {
      const { m, known } = tables[i] as { m: number; known: Float64Array };
      const x = counts[i] as number;
      let value = x < size ? (known[x] as number) : compute(x, m);
      if (value < 0) {
        value = compute(x, m);
        known[x] = value;
      }
      sum += value;
    }
    return sum;
  };
};

const chiSquare = (weighed: Weighed, counts: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < weighed.expected.length; i += 1) {
    const m = weighed.expected[i] as number;
    const d = (counts[i] as number) - m;
    sum += (d * d) / m;
  }
  return sum;
};

/** A run that can be continued: the same stream goes on where it stopped. */
const simulation = (weighed: Weighed, random: RandomStream) => {
  const draw = multinomialSampler(weighed.split, weighed.n);
  const measure = unlikeliness(weighed);
  const limit = measure(weighed.counts) - TIE_TOLERANCE;
  const chi2Limit = chiSquare(weighed, weighed.counts) * (1 - 1e-9);
  const counts = new Float64Array(weighed.counts.length);
  const seen = { replicates: 0, asUnlikely: 0, asFarOff: 0 };
  const runTo = (replicates: number): typeof seen => {
    for (; seen.replicates < replicates; seen.replicates += 1) {
      draw(counts, random);
      seen.asUnlikely += measure(counts) >= limit ? 1 : 0;
      seen.asFarOff += chiSquare(weighed, counts) >= chi2Limit ? 1 : 0;
    }
    return seen;
  };
  return { runTo };
};

/** Replicates to start with: enough that a p-value at `alpha` rests on 20 simulated runs or more. */
export const replicatesFor = (alpha: number): number =>
  Math.min(MOST_REPLICATES, Math.max(REPLICATES, Math.ceil(20 / alpha) - 1));

/**
 * Monte Carlo test (STATISTICS 1.5): how many of B simulated runs with correct weights are not more likely than the observed one?
 * For many versions with small expected counts, where the outcomes are too many to visit. The same seed gives the same p.
 * When p comes out too close to `alpha` to tell, the same stream is continued once to ten times as many replicates.
 */
export const monteCarloTest = (weighed: Weighed, alpha: number, seed: bigint | string): MonteCarloResult => {
  const { runTo } = simulation(weighed, xoshiro(seed));
  const first = replicatesFor(alpha);
  const p = (runTo(first).asUnlikely + 1) / (first + 1);
  const unclear = first < MOST_REPLICATES && Math.abs(p - alpha) < 3 * Math.sqrt((p * (1 - p)) / first);
  const { replicates, asUnlikely, asFarOff } = runTo(unclear ? Math.min(MOST_REPLICATES, 10 * (first + 1) - 1) : first);
  return {
    p: (asUnlikely + 1) / (replicates + 1),
    pChi2Order: (asFarOff + 1) / (replicates + 1),
    replicates,
    interval: clopperPearson(asUnlikely, replicates, INTERVAL_RISK),
  };
};
