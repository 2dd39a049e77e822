import type { Condition, Match, Rule } from '../../route-table.ts';
import type { Asked } from './asked.ts';
import { conditionFit } from './condition-fit.ts';
import { conditionText } from './condition-text.ts';
import type { Fit } from './fit.ts';

/** Whether a rule takes a request. */
export interface RuleFit {
  readonly fit: Fit;
  /** The match that holds, or may hold; null for a rule without matches, and for one that does not fit. */
  readonly match: Match | null;
  /** The condition that fails, or that nothing can be said about; empty for `yes`. */
  readonly because: string;
  /**
   * For `no`: whether ports and clients alone rule it out. Such a rule is not even written into the proxy's configuration (pilot:
   * translateRoute returns nil), which matters when no other is left.
   */
  readonly isAbsent: boolean;
}

const decidedBeforehand = ({ on }: Condition): boolean => on === 'port' || on === 'client';

const matchFit = (match: Match, asked: Asked): RuleFit => {
  const fits = match.conditions.map((condition) => ({ condition, fit: conditionFit(condition, asked) }));
  const failing = fits.filter(({ fit }) => fit === 'no').map(({ condition }) => condition);
  const [first] = failing;
  if (first !== undefined) {
    const isAbsent = failing.some(decidedBeforehand);
    return { fit: 'no', match: null, because: conditionText(failing.find(decidedBeforehand) ?? first), isAbsent };
  }
  const unsaid = fits.filter(({ fit }) => fit === 'unknown').map(({ condition }) => conditionText(condition));
  return { fit: unsaid.length > 0 ? 'unknown' : 'yes', match, because: unsaid.join(' and '), isAbsent: false };
};

/** The first of the rule's matches that holds, else one that may hold, else why none does. */
export const ruleFit = ({ matches }: Rule, asked: Asked): RuleFit => {
  if (matches.length === 0) {
    return { fit: 'yes', match: null, because: '', isAbsent: false };
  }
  const fits: RuleFit[] = [];
  for (const match of matches) {
    const found = matchFit(match, asked);
    if (found.fit === 'yes') {
      return found;
    }
    fits.push(found);
  }
  const unknown = fits.find(({ fit }) => fit === 'unknown');
  return (
    unknown ?? {
      fit: 'no',
      match: null,
      because: [...new Set(fits.map(({ because }) => because))].join(' or '),
      isAbsent: fits.every(({ isAbsent }) => isAbsent),
    }
  );
};
