/**
 * What is written at a path of a plain value; undefined where any step of it is not there. Own fields only, so that a label called
 * `constructor` or `__proto__` is a label.
 */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Readonly<Record<string | number, unknown>>)[step];
  }
  return current;
}

/** The list at a path; empty where none is written, or `null`. */
export const listAt = (value: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const list = at(value, ...path);
  return Array.isArray(list) ? list : [];
};

/** The text at a path; null where none is written. */
export const textAt = (value: unknown, ...path: readonly (string | number)[]): string | null => {
  const text = at(value, ...path);
  return typeof text === 'string' ? text : null;
};

/** The whole number from 0 at a path; null where none is written. */
export const wholeAt = (value: unknown, ...path: readonly (string | number)[]): number | null => {
  const number = at(value, ...path);
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
};

/** The texts of a list at a path. */
export const textsAt = (value: unknown, ...path: readonly (string | number)[]): readonly string[] =>
  listAt(value, ...path).filter((item) => typeof item === 'string');

const entriesAt = (value: unknown, path: readonly (string | number)[]): [string, unknown][] => {
  const record = at(value, ...path);
  return typeof record === 'object' && record !== null && !Array.isArray(record) ? Object.entries(record) : [];
};

/** Labels or annotations at a path; empty where none are written. */
export const labelsAt = (value: unknown, ...path: readonly (string | number)[]): Readonly<Record<string, string>> =>
  Object.fromEntries(entriesAt(value, path).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** Numbers by name at a path; empty where none are written. */
export const numbersAt = (value: unknown, ...path: readonly (string | number)[]): Readonly<Record<string, number>> =>
  Object.fromEntries(entriesAt(value, path).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
