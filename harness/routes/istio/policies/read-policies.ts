import type { ManifestObject } from '../../manifest-object.ts';
import type { Report } from '../surroundings.ts';
import { combineRules } from './combine-rules.ts';
import { type DestinationRule, readDestinationRule } from './destination-rule.ts';
import { type PolicyBook, policyBook } from './policy-book.ts';
import { reportShadowedSubsets } from './shadowed-subsets.ts';

/** DestinationRules of the files, those of one host combined, with what they take from one another reported. */
export function readPolicies(objects: readonly ManifestObject[], report: Report): PolicyBook {
  const groups = new Map<string, [DestinationRule, ...DestinationRule[]]>();
  for (const object of objects.filter(({ kind }) => kind === 'DestinationRule')) {
    const rule = readDestinationRule(object, report);
    const key = JSON.stringify([object.namespace, rule.host, rule.exportTo]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
  }
  const combined = [...groups.values()].map((rules) => combineRules(rules, report));
  // Of policies for one host that are exported to different namespaces the last holds (pilot: SidecarScope.DestinationRule).
  const perHost = Map.groupBy(combined, ({ policy }) => JSON.stringify([policy.namespace, policy.host]));
  const all = [...perHost.values()].flatMap((policies) => policies.toReversed());
  reportShadowedSubsets(all, report);
  return policyBook(all);
}
