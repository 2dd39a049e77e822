import type { Place } from '../../model/place.ts';
import type { Rule } from '../route-table.ts';

/** A raw prefix (Istio `uri.prefix`) of a rule, other than `/`. */
export interface RawPrefix {
  readonly rule: Rule;
  readonly index: number;
  readonly value: string;
  readonly place: Place;
}

/** A path that a match names, in whatever way. */
export interface PathUse {
  readonly index: number;
  readonly kind: string;
  readonly value: string;
}

/** Every path of a list of rules. */
export const pathUses = (rules: readonly Rule[]): readonly PathUse[] =>
  rules.flatMap(({ matches }, index) =>
    matches.flatMap((match) =>
      match.conditions.flatMap((condition) =>
        condition.on === 'path' ? [{ index, kind: condition.test.kind, value: condition.test.value }] : [],
      ),
    ),
  );

/** Every raw prefix of a list of rules. */
export const rawPrefixes = (rules: readonly Rule[]): readonly RawPrefix[] =>
  rules.flatMap((rule, index) =>
    rule.matches.flatMap((match) =>
      match.conditions.flatMap((condition) =>
        condition.on === 'path' && condition.test.kind === 'prefix' && condition.test.value !== '/'
          ? [{ rule, index, value: condition.test.value, place: condition.place }]
          : [],
      ),
    ),
  );

/** Whether a raw prefix goes on inside a path element of `value`: `/rate` of `/ratings`. */
export const cutsInto = (prefix: string, value: string): boolean =>
  !prefix.endsWith('/') && value.length > prefix.length && value.startsWith(prefix) && value[prefix.length] !== '/';
