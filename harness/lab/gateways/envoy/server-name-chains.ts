import type { Rule } from '../../../routes/route-table.ts';
import { LabError } from '../../lab-error.ts';
import { tcpFilter } from './filters.ts';
import { matchesAtPort } from './for-port.ts';
import type { Json } from './json.ts';

/** A rule with the server names it takes; none: every connection. */
interface Named {
  readonly rule: Rule;
  readonly names: readonly string[];
}

/**
 * A filter chain for each rule by the server name of the TLS hello. Envoy takes the most specific name that fits, and of two rules for one
 * name the first holds, so later ones lose that name.
 */
export function serverNameChains(rules: readonly Rule[], fallback: readonly string[], port: number, id: string): Json[] {
  const taken = new Set<string>();
  return rules.flatMap((rule) => {
    const names = namesOf(rule, fallback, port)?.filter((name) => !taken.has(name)) ?? [];
    for (const name of names) taken.add(name);
    return names.length === 0 ? [] : [chain({ rule, names }, id)];
  });
}

/** `filter_chain_match` for the hosts of a listener; nothing where it takes every name. */
export function serverNameMatch(hosts: readonly string[]): Record<string, Json> {
  const named = hosts.filter((host) => host !== '*').map((host) => host.toLowerCase());
  return named.length === 0 || named.length < hosts.length ? {} : { filter_chain_match: { server_names: named } };
}

/** Names of a rule at a port; those of the listener where it names none. Null: the rule is for other ports. */
function namesOf(rule: Rule, fallback: readonly string[], port: number): readonly string[] | null {
  const matches = matchesAtPort(rule, port);
  if (matches === null) return null;
  const everyName = fallback.length === 0 ? ['*'] : fallback;
  const names = matches.flatMap((match) => {
    const own = match?.conditions.flatMap((condition) => (condition.on === 'server-name' ? condition.hosts : [])) ?? [];
    return own.length > 0 ? own : everyName;
  });
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

function chain({ rule, names }: Named, id: string): Json {
  if (rule.action.kind === 'redirect')
    throw new LabError(rule.place, 'TLS that is passed on can only be forwarded', 'give the rule a route');
  return { ...serverNameMatch(names), filters: [tcpFilter(id, rule)] };
}
