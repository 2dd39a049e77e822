/** Nothing nests deeper in a manifest that can be read; deeper parts are handed on as they are. */
const DEEPEST = 128;

/**
 * A value without the fields that are null: they count as not written, in the types of Kubernetes and in custom resources alike
 * (apiextensions, `PruneNonNullableNullsWithoutDefaults`). Items of lists stay. Untouched parts are shared with the original; what an alias
 * repeats is looked at once.
 */
export const withoutNulls = (value: unknown): unknown => {
  const done = new Map<object, unknown>();
  const visit = (part: unknown, depth: number): unknown => {
    if (typeof part !== 'object' || part === null || depth > DEEPEST) return part;
    if (done.has(part)) return done.get(part);
    done.set(part, part);
    const result = Array.isArray(part) ? visitList(part, depth) : visitFields(part as Readonly<Record<string, unknown>>, depth);
    done.set(part, result);
    return result;
  };
  const visitList = (items: readonly unknown[], depth: number): readonly unknown[] => {
    const visited = items.map((item) => visit(item, depth + 1));
    return visited.some((item, index) => item !== items[index]) ? visited : items;
  };
  const visitFields = (fields: Readonly<Record<string, unknown>>, depth: number): Readonly<Record<string, unknown>> => {
    const visited = Object.entries(fields).map(([key, field]) => [key, visit(field, depth + 1)] as const);
    if (visited.every(([key, field]) => field !== null && field === fields[key])) return fields;
    // No prototype: a key `__proto__` is a key like any other.
    const kept: Record<string, unknown> = Object.create(null);
    for (const [key, field] of visited) if (field !== null) kept[key] = field;
    return kept;
  };
  return visit(value, 0);
};
