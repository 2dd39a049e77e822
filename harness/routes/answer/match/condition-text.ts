import type { Condition, Match, Rule, TextTest } from '../../route-table.ts';

const ANYTHING = 'everything';

const testText = ({ kind, value, ignoreCase }: TextTest): string => {
  const comparison = {
    exact: `= ${value}`,
    prefix: `prefix ${value}`,
    'path-prefix': `prefix ${value} by element`,
    suffix: `suffix ${value}`,
    regex: `regex ${value}`,
    present: 'present',
  }[kind];
  return ignoreCase && kind !== 'regex' ? `${comparison} in any case` : comparison;
};

/** A condition in words: `path prefix /reviews`, `header end-user = luffy`, `without header x-debug present`. */
export const conditionText = (condition: Condition): string => {
  switch (condition.on) {
    case 'header':
      return `${condition.negated ? 'without header' : 'header'} ${condition.name} ${testText(condition.test)}`;
    case 'query':
      return `query ${condition.name} ${testText(condition.test)}`;
    case 'port':
      return `port ${condition.port}`;
    case 'server-name':
      return `server name ${condition.hosts.join(', ')}`;
    case 'client':
    case 'address':
      return condition.text;
    default:
      return `${condition.on} ${testText(condition.test)}`;
  }
};

/** All conditions of a match: `path prefix /reviews · header end-user = luffy`; `everything` where there is none. */
export const matchText = ({ conditions }: Match): string => conditions.map(conditionText).join(' · ') || ANYTHING;

/** What a rule takes, its alternatives joined by `or`. */
export const ruleText = ({ matches }: Pick<Rule, 'matches'>): string =>
  matches.length === 0 ? ANYTHING : matches.map(matchText).join(' or ');
