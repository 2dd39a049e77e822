import type { Match, Rule } from '../../route-table.ts';
import { bySpecificity, isCoveredBy } from '../host-match.ts';

/**
 * TLS rules in the order of their server names: Envoy takes the most specific name that fits, wherever its rule stands (Envoy: FilterChainMatch
 * `server_names`); of two rules for one name the first. Rules that are in no one's way stay as they are written.
 */
export function byServerName(rules: readonly Rule[]): readonly Rule[] {
  const names = rules.map((rule) => rule.matches.flatMap(namesOf));
  const isInOrder = names.every((earlier, index) =>
    names.slice(index + 1).every((later) => !earlier.some((a) => later.some((b) => a !== b && isCoveredBy(b, a)))),
  );
  if (isInOrder) return rules;
  return rules
    .flatMap((rule) =>
      rule.matches.flatMap((match) => namesOf(match).map((name) => ({ name, rule: oneName(rule, match, name) }))),
    )
    .sort((a, b) => rankOf(a.name, b.name))
    .map(({ rule }) => rule);
}

/** Stable among names that are equally specific. */
const rankOf = (a: string, b: string): number => (a.length === b.length && isSame(a, b) ? 0 : bySpecificity(a, b));
const isSame = (a: string, b: string): boolean => a.startsWith('*') === b.startsWith('*');

const namesOf = ({ conditions }: Match): readonly string[] => {
  const names = conditions.flatMap((condition) => (condition.on === 'server-name' ? condition.hosts : []));
  return names.length === 0 ? ['*'] : names;
};

const oneName = (rule: Rule, match: Match, name: string): Rule => ({
  ...rule,
  matches: [
    {
      ...match,
      conditions: match.conditions.map((condition) =>
        condition.on === 'server-name' ? { ...condition, hosts: [name] } : condition,
      ),
    },
  ],
  rank: 'more specific server names come first',
});
