import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';

const MOST = 128;

/** Matches of all rules together; a rule without any has `unwritten` of them. */
export const matchCountFaults = (rules: Spot, unwritten: 0 | 1): readonly FormFault[] => {
  const count = rules.items.reduce((sum, rule) => sum + (rule.has('matches') ? rule.at('matches').items.length : unwritten), 0);
  return count <= MOST
    ? []
    : [
        fault(
          'wrong-length',
          rules.path,
          `have ${count} matches together`,
          `write at most ${MOST}, and a second route for the others`,
        ),
      ];
};
