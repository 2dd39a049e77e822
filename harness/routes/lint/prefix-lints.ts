import type { Place } from '../../model/place.ts';
import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import { note, warning } from '../problem.ts';
import type { Match, Rule } from '../route-table.ts';
import { objectName } from './rule-name.ts';
import type { Site } from './sites.ts';

/** A raw prefix (Istio `uri.prefix`) of a rule, other than `/`. */
interface RawPrefix {
  readonly rule: Rule;
  readonly index: number;
  readonly match: Match;
  readonly value: string;
  readonly place: Place;
}

interface PathUse {
  readonly index: number;
  readonly match: Match;
  readonly kind: string;
  readonly value: string;
}

const pathUses = (rules: readonly Rule[]): readonly PathUse[] =>
  rules.flatMap(({ matches }, index) =>
    matches.flatMap((match) =>
      match.conditions.flatMap((condition) =>
        condition.on === 'path' ? [{ index, match, kind: condition.test.kind, value: condition.test.value }] : [],
      ),
    ),
  );

const rawPrefixes = (rules: readonly Rule[]): readonly RawPrefix[] =>
  rules.flatMap((rule, index) =>
    rule.matches.flatMap((match) =>
      match.conditions.flatMap((condition) =>
        condition.on === 'path' && condition.test.kind === 'prefix' && condition.test.value !== '/'
          ? [{ rule, index, match, value: condition.test.value, place: condition.place }]
          : [],
      ),
    ),
  );

/** Whether a raw prefix goes on inside a path element of `value`: `/rate` of `/ratings`. */
const cutsInto = (prefix: string, value: string): boolean =>
  !prefix.endsWith('/') && value.length > prefix.length && value.startsWith(prefix) && value[prefix.length] !== '/';

const example = (value: string): string => (value.endsWith('/') ? `${value}1` : `${value}/1`);

const catchesMore = (
  { rule, index, value, place }: RawPrefix,
  uses: readonly PathUse[],
  rules: readonly Rule[],
): readonly Problem[] =>
  uses
    .filter((use) => use.index !== index && ['exact', 'prefix', 'path-prefix'].includes(use.kind) && cutsInto(value, use.value))
    .slice(0, 1)
    .map((use) => {
      const other = rules[use.index];
      const where = other === undefined ? '' : ` (${other.place.file}:${other.place.line})`;
      const text = `${objectName(rule)}: prefix ${shown(value)} is a raw text and takes ${shown(use.value)} of another rule${where} as well`;
      const fix = `write prefix ${shown(`${value}/`)} and exact ${shown(value)}`;
      return use.index > index
        ? warning('prefix-catches-more', place, `${text}, which stands later`, `${fix}, or write the other rule first`)
        : note('prefix-catches-more', place, `${text}; only the order of the rules keeps them apart`, fix);
    });

/** Whether an earlier rule takes every path under `value`, so that this one never sees them. */
const isTakenBefore = ({ index }: RawPrefix, value: string, rules: readonly Rule[]): boolean =>
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

const rewritten = (prefix: string, value: string, path: string): string => `${value}${path.slice(prefix.length)}`;

const badRewrite = (prefix: RawPrefix, rules: readonly Rule[]): readonly Problem[] => {
  const { rule, value } = prefix;
  const change = rule.rewrite?.path ?? null;
  if (rule.rewrite === null || change?.kind !== 'prefix') {
    return [];
  }
  const { place } = rule.rewrite;
  const becomes = (path: string): string => `${path} becomes ${rewritten(value, change.value, path)}`;
  const begin = `${objectName(rule)}: the rewrite of prefix ${shown(value)} to ${shown(change.value)} replaces raw text:`;
  if (value.endsWith('/') && !change.value.endsWith('/')) {
    return [warning('rewrite-glues', place, `${begin} ${becomes(`${value}1`)}`, `write uri: ${shown(`${change.value}/`)}`)];
  }
  if (!value.endsWith('/') && change.value.endsWith('/')) {
    const fix = `match prefix ${shown(`${value}/`)} and exact ${shown(value)}`;
    return [warning('rewrite-double-slash', place, `${begin} ${becomes(`${value}/status`)}`, fix)];
  }
  if (cutsInto(value, change.value) && !isTakenBefore(prefix, change.value, rules)) {
    const fix = `match prefix ${shown(`${value}/`)} with uri ${shown(`${change.value}/`)}, and exact ${shown(value)}`;
    return [warning('rewrite-glues', place, `${begin} ${becomes(example(change.value))}`, fix)];
  }
  return [];
};

const missesBare = ({ rule, value, place }: RawPrefix, uses: readonly PathUse[]): readonly Problem[] => {
  const bare = value.slice(0, -1);
  const isElsewhere = uses.some(
    (use) =>
      (use.kind === 'exact' && use.value === bare) ||
      (use.kind === 'path-prefix' && use.value === bare) ||
      (use.kind === 'prefix' && use.value.length > 1 && bare.startsWith(use.value)) ||
      (use.kind === 'regex' && use.value !== '.*'),
  );
  return !value.endsWith('/') || isElsewhere
    ? []
    : [
        note(
          'prefix-misses-bare',
          place,
          `${objectName(rule)}: prefix ${shown(value)} does not take ${shown(bare)}, which no rule of this host names`,
          `add a match with exact ${shown(bare)}`,
        ),
      ];
};

/** What raw prefixes do that their writers seldom mean. Gateway API compares and rewrites by path element, so none of this happens there. */
export const prefixLints = (sites: readonly Site[]): readonly Problem[] =>
  sites
    .filter(({ list }) => list === 'http')
    .flatMap(({ rules }) => {
      const uses = pathUses(rules);
      return rawPrefixes(rules).flatMap((prefix) => [
        ...catchesMore(prefix, uses, rules),
        ...badRewrite(prefix, rules),
        ...missesBare(prefix, uses),
      ]);
    });
