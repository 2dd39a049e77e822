import type { Field } from '../field.ts';
import type { HeaderChanges } from '../route-table.ts';

export const NO_CHANGES: HeaderChanges = { set: {}, add: {}, remove: [] };

/**
 * `HTTPHeaderFilter`: of entries with the same name in one list only the first counts (`HTTPHeader.name`). Names are compared without case
 * and kept as written.
 */
export const headerChanges = (filter: Field): HeaderChanges => ({
  set: firstOfEach(filter.at('set')),
  add: firstOfEach(filter.at('add')),
  remove: filter.at('remove').texts,
});

/** Changes of two filters one after the other; a form that allows only one of a kind lets no second through. */
export const followedBy = (first: HeaderChanges, then: HeaderChanges): HeaderChanges => ({
  set: { ...first.set, ...then.set },
  add: { ...first.add, ...then.add },
  remove: [...first.remove, ...then.remove],
});

function firstOfEach(list: Field): Readonly<Record<string, string>> {
  const seen = new Map<string, readonly [name: string, value: string]>();
  for (const item of list.items) {
    const name = item.at('name').text;
    const value = item.at('value').text;
    if (name === null || value === null || seen.has(name.toLowerCase())) continue;
    seen.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(seen.values());
}
