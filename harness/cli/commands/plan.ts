import type { CommandSpec } from './command.ts';

/** `weighbridge plan`: how many requests a question needs. */
export const PLAN = {
  verb: 'plan',
  usage: 'plan',
  describe: 'Tell how many requests a question needs, or what a given number can see',
  positional: null,
  options: ['expect', 'labels', 'requests', 'tolerance', 'significance', 'power', 'report', 'out'],
  examples: [
    ['plan --expect 80,20', 'requests needed to see shifts of 5, 2 and 1 points'],
    ['plan --expect 90,10 --tolerance 2', 'requests needed to prove that no version is off by 2 points'],
    ['plan --expect 80,20 -n 500', 'the smallest shift that 500 requests can see'],
  ],
} as const satisfies CommandSpec;
