import type { Field } from '../field.ts';
import { named, plain } from '../object-name.ts';
import { warning } from '../problem.ts';
import type { Condition, TextTest } from '../route-table.ts';
import type { Report } from './context.ts';

/** `type` and `value` of a header, a query parameter or a path: `Exact` where no type is written. */
export const textTest = (value: string, type: string | null): TextTest => ({
  kind: type === 'RegularExpression' ? 'regex' : 'exact',
  value,
  ignoreCase: false,
});

/** `matches[].headers`; names are compared without case. */
export const headerConditions = (list: Field, report: Report): readonly Condition[] =>
  firstOfEach(list, (name) => name.toLowerCase(), report).map(({ name, test, place }) => ({
    on: 'header',
    name,
    test,
    negated: false,
    place,
  }));

/** `matches[].queryParams`; names are compared exactly. */
export const queryConditions = (list: Field, report: Report): readonly Condition[] =>
  firstOfEach(list, (name) => name, report).map(({ name, test, place }) => ({ on: 'query', name, test, place }));

/** "Only the first entry with an equivalent name MUST be considered" (`HTTPHeaderMatch.name`, `HTTPQueryParamMatch.name`). */
function firstOfEach(list: Field, key: (name: string) => string, report: Report) {
  const seen = new Set<string>();
  return list.items.flatMap((item) => {
    const name = item.at('name').text ?? '';
    if (seen.has(key(name))) {
      report(
        warning(
          'name-repeated',
          item.place,
          `${named(item.object)}: ${item.where} names ${plain(name)} again and is ignored`,
          'remove it; only the first entry of a name counts',
        ),
      );
      return [];
    }
    seen.add(key(name));
    return [{ name, test: textTest(item.at('value').text ?? '', item.at('type').text), place: item.place }];
  });
}
