import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import { warning } from '../problem.ts';
import type { Rule } from '../route-table.ts';
import { cutsInto } from './raw-prefix.ts';
import { objectName } from './rule-name.ts';
import type { Site } from './sites.ts';

/** Whether an earlier rule takes every path under `value`, so that this one never sees them. */
const isTakenBefore = (index: number, value: string, rules: readonly Rule[]): boolean =>
  rules
    .slice(0, index)
    .some(({ matches }) =>
      matches.some(
        ({ conditions: [only, ...others] }) =>
          others.length === 0 &&
          only?.on === 'path' &&
          (only.test.kind === 'prefix' || only.test.kind === 'path-prefix') &&
          `${value}/`.startsWith(only.test.value),
      ),
    );

/** The raw prefixes that a rewrite of the rule replaces; a match that does not look at the path has `/`. */
const rewrittenPrefixes = ({ matches }: Rule): readonly string[] =>
  (matches.length === 0 ? [{ conditions: [] }] : matches).flatMap(({ conditions }) => {
    const path = conditions.find(({ on }) => on === 'path');
    return path?.on !== 'path' ? ['/'] : path.test.kind === 'prefix' ? [path.test.value] : [];
  });

const badRewrite = (rule: Rule, index: number, rules: readonly Rule[]): readonly Problem[] => {
  const { rewrite } = rule;
  const change = rewrite?.path ?? null;
  if (rewrite === null || change?.kind !== 'prefix' || change.value === '') {
    return [];
  }
  return rewrittenPrefixes(rule).flatMap((prefix) => {
    const found = glued(prefix, change.value, index, rules);
    const begin = `${objectName(rule)}: the rewrite of prefix ${shown(prefix)} to ${shown(change.value)} replaces raw text:`;
    return found === null
      ? []
      : [
          warning(
            found.id,
            rewrite.place,
            `${begin} ${found.path} becomes ${change.value}${found.path.slice(prefix.length)}`,
            found.fix,
          ),
        ];
  });
};

/** What a rewrite does to the slash between the prefix and the rest, with a path that shows it; null where it keeps it. */
const glued = (prefix: string, value: string, index: number, rules: readonly Rule[]) => {
  if (prefix === value || prefix.endsWith('/') === value.endsWith('/')) {
    return prefix === value || prefix.endsWith('/') ? null : insideElement(prefix, value, index, rules);
  }
  return prefix.endsWith('/')
    ? { id: 'rewrite-glues', path: `${prefix}1`, fix: `write uri: ${shown(`${value}/`)}` }
    : {
        id: 'rewrite-double-slash',
        path: `${prefix}/status`,
        fix: `match prefix ${shown(`${prefix}/`)} and exact ${shown(prefix)}`,
      };
};

/** Without slashes the rest of a longer element stays: of the new path itself, if this rule can see it, else of any name that begins alike. */
const insideElement = (prefix: string, value: string, index: number, rules: readonly Rule[]) => ({
  id: 'rewrite-glues',
  path: cutsInto(prefix, value) && !isTakenBefore(index, value, rules) ? `${value}/1` : `${prefix}s/1`,
  fix: `match prefix ${shown(`${prefix}/`)} with uri ${shown(`${value}/`)}, and exact ${shown(prefix)} with uri ${shown(value)}`,
});

/** Rewrites of raw prefixes that join the parts of a path wrongly. Gateway API joins by element. */
export const rewriteLints = (sites: readonly Site[]): readonly Problem[] =>
  sites
    .filter(({ list }) => list === 'http')
    .flatMap(({ rules }) => rules.flatMap((rule, index) => badRewrite(rule, index, rules)));
