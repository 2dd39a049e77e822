import type { Rule } from '../../route-table.ts';
import { isCatchAll } from '../rules/http-conditions.ts';

/**
 * HTTP rules of several VirtualServices for one host of a gateway: one after the other, and those that take everything after all others (pilot:
 * SortVHostRoutes). What stands behind a rule that takes everything in its own VirtualService is never sent to Envoy (pilot:
 * BuildHTTPRoutesForVirtualService); it comes last of all here, where nothing reaches it.
 */
export function catchAllLast(lists: readonly (readonly Rule[])[]): readonly Rule[] {
  const before: Rule[] = [];
  const last: Rule[] = [];
  const unreached: Rule[] = [];
  for (const rules of lists) {
    const end = rules.findIndex(takesEverything);
    const reached = end < 0 ? rules : rules.slice(0, end + 1);
    unreached.push(...rules.slice(reached.length));
    for (const rule of reached) {
      const narrow = rule.matches.filter((match) => !isCatchAll(match));
      const wide = rule.matches.filter(isCatchAll);
      if (narrow.length > 0) before.push({ ...rule, matches: narrow });
      if (wide.length > 0 || rule.matches.length === 0)
        last.push({ ...rule, matches: wide, rank: 'takes everything, so it comes last' });
    }
  }
  return [...before, ...last, ...unreached];
}

const takesEverything = ({ matches }: Rule): boolean => matches.length === 0 || matches.some(isCatchAll);
