import type { Tally } from '../model/tally.ts';

type Counts = Pick<Tally, 'sent' | 'labels' | 'failures'>;

/** Answers with a label plus failures. Counts that a double cannot hold exactly are told by `isSafe`. */
const countedOf = ({ labels, failures }: Counts): bigint =>
  [...labels, ...failures].reduce((sum, { count }) => sum + BigInt(count), 0n);

/** Nothing sent is lost and nothing is counted twice: sent = labels + failures. Null when that holds, else the two numbers in words. */
export const conservationProblem = (counts: Counts): string | null => {
  const counted = countedOf(counts);
  return counted === BigInt(counts.sent) ? null : `sent is ${counts.sent} but labels and failures add up to ${counted}`;
};
