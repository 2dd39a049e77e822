import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import { note, warning } from '../problem.ts';
import type { Rule } from '../route-table.ts';
import { cutsInto, type PathUse, pathUses, type RawPrefix, rawPrefixes } from './raw-prefix.ts';
import { objectName } from './rule-name.ts';
import type { Site } from './sites.ts';

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

/** Raw prefixes that take more or less than the path element they name. Gateway API compares by element, so none of this happens there. */
export const prefixLints = (sites: readonly Site[]): readonly Problem[] =>
  sites
    .filter(({ list }) => list === 'http')
    .flatMap(({ rules }) => {
      const uses = pathUses(rules);
      return rawPrefixes(rules).flatMap((prefix) => [...catchesMore(prefix, uses, rules), ...missesBare(prefix, uses)]);
    });
