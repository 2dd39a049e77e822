import { integerRatio } from './integer-ratio.ts';
import { binomialSampler } from './sample-binomial.ts';
import type { Split } from './split.ts';
import type { RandomStream } from './xoshiro.ts';

/** Numbers that may be remembered over all versions together, to bound the memory. */
const REMEMBERED = 4_000_000;

/**
 * A sampler of `n` requests split by correct weights (STATISTICS 1.5): versions from the rarest up, each a binomial share of what
 * is left, the most frequent one takes the rest. It fills `counts`, one per version in the order of the split.
 */
export const multinomialSampler = (split: Split, n: number): ((counts: Float64Array, random: RandomStream) => void) => {
  const rarestFirst = split.units
    .map((unit, index) => ({ unit, index }))
    .sort((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : 0));
  const each = Math.floor(REMEMBERED / rarestFirst.length);
  let unitsLeft = split.total;
  const steps = rarestFirst.slice(0, -1).map(({ unit, index }) => {
    const q = integerRatio(unit, unitsLeft);
    unitsLeft -= unit;
    return { index, draw: binomialSampler(q, n, each) };
  });
  const mostFrequent = rarestFirst.at(-1)?.index ?? 0;
  return (counts, random) => {
    counts.fill(0);
    let left = n;
    for (const { index, draw } of steps) {
      if (left === 0) {
        break;
      }
      const x = draw(left, random);
      counts[index] = x;
      left -= x;
    }
    counts[mostFrequent] = left;
  };
};
