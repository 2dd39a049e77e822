import { atListener } from '../../../routes/istio/rules/listener-port.ts';
import type { Match, Rule } from '../../../routes/route-table.ts';

/** The matches of a rule that can hold at a port, `null` for one that asks nothing; null in place of the list: the rule is for other ports. */
export function matchesAtPort({ matches }: Pick<Rule, 'matches'>, port: number): readonly (Match | null)[] | null {
  if (matches.length === 0) return [null];
  const held = matches.filter(({ conditions }) =>
    conditions.every((condition) => condition.on !== 'port' || condition.port === port),
  );
  return held.length === 0 ? null : held;
}

/** The rules that can hold at a port, in order. A destination that names no port has this one (pilot: GetDestinationCluster). */
export const rulesAtPort = (rules: readonly Rule[], port: number): readonly Rule[] =>
  rules.filter((rule) => matchesAtPort(rule, port) !== null).map((rule) => withPort(rule, port));

function withPort(rule: Rule, port: number): Rule {
  const { action } = rule;
  const mirrors = rule.mirrors.map((mirror) => ({ ...mirror, destination: atListener(mirror.destination, port) }));
  if (action.kind !== 'forward') return { ...rule, mirrors };
  return { ...rule, mirrors, action: { ...action, destinations: action.destinations.map((one) => atListener(one, port)) } };
}
