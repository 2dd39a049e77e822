import type { Verdict } from '../../harness/model/verdict.ts';
import { multinomialSampler } from '../../harness/stats/sample-multinomial.ts';
import { splitOf } from '../../harness/stats/split.ts';
import { xoshiro } from '../../harness/stats/xoshiro.ts';
import type { Decide } from './verdict-rates.ts';

/** Runs to simulate: whole weights of the real split (0 = nothing), requests per run, number of runs, and a seed. */
export interface Simulation {
  readonly truth: readonly number[];
  readonly requests: number;
  readonly runs: number;
  readonly seed: bigint;
}

/** Counts of one run after the other, independent draws from the real split. */
export function* sampledCounts({ truth, requests, runs, seed }: Simulation): Generator<readonly number[]> {
  const live = truth.flatMap((weight, version) => (weight > 0 ? [version] : []));
  const draw = multinomialSampler(splitOf(live.map((version) => BigInt(truth[version] ?? 0))), requests);
  const [drawn, random] = [new Float64Array(live.length), xoshiro(seed)];
  for (let run = 0; run < runs; run += 1) {
    draw(drawn, random);
    yield truth.map((_, version) => drawn[live.indexOf(version)] ?? 0);
  }
}

/** How many of the runs end in each verdict. */
export const sampledVerdicts = (decide: Decide, simulation: Simulation): Readonly<Record<Verdict, number>> => {
  const verdicts = { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 };
  for (const counts of sampledCounts(simulation)) {
    verdicts[decide(counts)] += 1;
  }
  return verdicts;
};
