import type { Problem } from '../../model/routes-report.ts';
import { ruleText } from '../answer/match/condition-text.ts';
import { warning } from '../problem.ts';
import type { Rule } from '../route-table.ts';
import { coveredBy } from './covers.ts';
import { objectName } from './rule-name.ts';
import { ruleKey, type Site } from './sites.ts';

/** The rule that takes everything this one could take; null when something is left for it. */
const shadowOf = (rule: Rule, before: readonly Rule[]): Rule | null => {
  const matches = rule.matches.length === 0 ? [null] : rule.matches;
  const shadows = matches.map((match) => coveredBy(before, match));
  return shadows.every((shadow) => shadow !== null) ? (shadows[0] ?? null) : null;
};

const sameObject = (a: Rule, b: Rule): boolean => objectName(a) === objectName(b);

/** Rules of one object, whose order is known whatever happens to others; rivals have no order among each other. */
const before = ({ virtualHost, rules }: Site, index: number): readonly Rule[] => {
  const rule = rules[index];
  const earlier = rules.slice(0, index);
  return virtualHost.rivals === null || rule === undefined ? earlier : earlier.filter((other) => sameObject(other, rule));
};

/** Rules that an earlier one leaves nothing for, wherever they are: in Gateway API a rule may be hidden at one host and used at another. */
export const unreachableRules = (sites: readonly Site[]): readonly Problem[] => {
  const shadows = new Map<string, { readonly rule: Rule; readonly shadow: Rule | null }>();
  for (const site of sites) {
    site.rules.forEach((rule, index) => {
      const key = ruleKey(rule);
      const known = shadows.get(key);
      if (known === undefined || known.shadow !== null) {
        shadows.set(key, { rule, shadow: shadowOf(rule, before(site, index)) });
      }
    });
  }
  return [...shadows.values()].flatMap(({ rule, shadow }) => (shadow === null ? [] : [unreachable(rule, shadow)]));
};

const unreachable = (rule: Rule, shadow: Rule): Problem =>
  warning(
    'rule-unreachable',
    rule.place,
    `${objectName(rule)}: the rule here (${ruleText(rule)}) is never reached: ${objectName(shadow)} at ${shadow.place.file}:${shadow.place.line} (${ruleText(shadow)}) takes all of it`,
    rule.object.kind === 'VirtualService' ? 'write the narrower rule first' : 'give the two rules different matches',
  );
