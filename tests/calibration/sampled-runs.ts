import { judgeSequence, type SequentialRule, type SequentialStop } from '../../harness/stats/sequential-rule.ts';
import { type RandomStream, xoshiro } from '../../harness/stats/xoshiro.ts';
import type { Truth } from './truth.ts';

/** The versions of `requests` independent requests, drawn by `truth`. */
export const drawSequence = (truth: Truth, requests: number, random: RandomStream): number[] => {
  const edges = truth.map((_, version) => truth.slice(0, version + 1).reduce((sum, share) => sum + share, 0));
  const last = truth.length - 1;
  return Array.from({ length: requests }, () => {
    const uniform = random.nextUniform();
    const version = edges.findIndex((edge) => uniform < edge);
    return version < 0 ? last : version;
  });
};

/** Runs the product's stopping rule on `runs` simulated runs of at most `cap` requests, one after the other. */
export function* sampledRuns(
  rule: SequentialRule,
  truth: Truth,
  cap: number,
  runs: number,
  seed: bigint,
): Generator<SequentialStop> {
  const random = xoshiro(seed);
  for (let run = 0; run < runs; run += 1) {
    yield judgeSequence(rule, drawSequence(truth, cap, random));
  }
}
