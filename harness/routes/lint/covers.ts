import type { Condition, Match, Rule, TextTest } from '../route-table.ts';

type PathLike = Extract<Condition, { readonly test: TextTest }>;

const withoutSlash = (value: string): string => (value.endsWith('/') ? value.slice(0, -1) : value);

const isUnder = (value: string, elements: string): boolean =>
  withoutSlash(value) === withoutSlash(elements) || value.startsWith(`${withoutSlash(elements)}/`);

/** Whether every text that passes `narrow` passes `wide`. False where that cannot be told from their form. */
const testCovers = (wide: TextTest, narrow: TextTest): boolean => {
  if (wide.kind === 'present' || (wide.kind === 'regex' && wide.value === '.*')) {
    return true;
  }
  if (narrow.ignoreCase && !wide.ignoreCase) {
    return false;
  }
  const lower = (value: string): string => (wide.ignoreCase ? value.toLowerCase() : value);
  const [a, b] = [lower(wide.value), lower(narrow.value)];
  if (wide.kind === 'prefix') {
    return (
      ['exact', 'prefix', 'path-prefix'].includes(narrow.kind) &&
      (narrow.kind === 'path-prefix' ? withoutSlash(b) : b).startsWith(a)
    );
  }
  if (wide.kind === 'path-prefix') {
    return (
      (narrow.kind === 'exact' ||
        narrow.kind === 'path-prefix' ||
        (narrow.kind === 'prefix' && b.includes('/', withoutSlash(a).length))) &&
      isUnder(b, a)
    );
  }
  return wide.kind === narrow.kind && a === b;
};

const nameOf = (condition: PathLike): string => ('name' in condition ? condition.name.toLowerCase() : '');
const isNegated = (condition: Condition): boolean => condition.on === 'header' && condition.negated;
const plain = ({ place, ...condition }: Condition): string => JSON.stringify(condition);

const isSameTest = (a: TextTest, b: TextTest): boolean =>
  a.kind === b.kind && a.value === b.value && a.ignoreCase === b.ignoreCase;

/** Whether `wide` holds whenever `narrow` does. */
const conditionCovers = (wide: Condition, narrow: Condition): boolean => {
  if (wide.on !== narrow.on) {
    return false;
  }
  if (!('test' in wide && 'test' in narrow)) {
    return plain(wide) === plain(narrow);
  }
  if (nameOf(wide) !== nameOf(narrow) || isNegated(wide) !== isNegated(narrow)) {
    return false;
  }
  return isSameTest(wide.test, narrow.test) || (!isNegated(wide) && testCovers(wide.test, narrow.test));
};

/** A path condition that every request meets. */
const isTrivial = (condition: Condition): boolean =>
  condition.on === 'path' &&
  ((condition.test.kind !== 'exact' && condition.test.kind !== 'regex' && condition.test.value === '/') ||
    (condition.test.kind === 'regex' && condition.test.value === '.*'));

/** Whether every request that meets `narrow` meets `wide`. */
export const matchCovers = (wide: Match, narrow: Match): boolean =>
  wide.conditions.every(
    (condition) => isTrivial(condition) || narrow.conditions.some((other) => conditionCovers(condition, other)),
  );

/** Whether a rule takes everything. */
export const takesEverything = ({ matches }: Pick<Rule, 'matches'>): boolean =>
  matches.length === 0 || matches.some((match) => match.conditions.every(isTrivial));

/** The first of `rules` that takes all that `match` takes; null for a match stands for everything. */
export const coveredBy = (rules: readonly Rule[], match: Match | null): Rule | null =>
  rules.find((rule) => takesEverything(rule) || (match !== null && rule.matches.some((other) => matchCovers(other, match)))) ??
  null;
