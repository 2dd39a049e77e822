import type { Rule } from '../../route-table.ts';
import { isCatchAll } from '../rules/http-conditions.ts';

/** Rules in order, and those that are never sent to Envoy. */
export interface Sorted {
  readonly rules: readonly Rule[];
  readonly unreached: readonly { readonly rule: Rule; readonly before: Rule }[];
}

/**
 * HTTP rules of several VirtualServices for one host of a gateway: one VirtualService after the other, then those that take everything (pilot:
 * SortVHostRoutes). What stands behind a rule that takes everything in its own VirtualService is left out (pilot:
 * BuildHTTPRoutesForVirtualService): it must not come before it by being moved.
 */
export function catchAllLast(lists: readonly (readonly Rule[])[]): Sorted {
  const narrow: Rule[] = [];
  const wide: Rule[] = [];
  const unreached: { rule: Rule; before: Rule }[] = [];
  for (const rules of lists) {
    const end = rules.findIndex(takesEverything);
    for (const rule of end < 0 ? rules : rules.slice(0, end + 1)) {
      const last = rule.matches.filter(isCatchAll);
      const first = rule.matches.filter((match) => !isCatchAll(match));
      if (first.length > 0) narrow.push({ ...rule, matches: first });
      if (takesEverything(rule)) wide.push({ ...rule, matches: last, rank: 'takes everything, so it comes last' });
    }
    const before = rules[end];
    if (before !== undefined) unreached.push(...rules.slice(end + 1).map((rule) => ({ rule, before })));
  }
  return { rules: [...narrow, ...wide], unreached };
}

const takesEverything = ({ matches }: Rule): boolean => matches.length === 0 || matches.some(isCatchAll);
