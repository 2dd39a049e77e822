import { escaped } from './escaped.ts';

/** Reads one value of a JSON record. `path` says where it stands (`$.labels[3].count`). Throws what `wrong` makes. */
export type Reader<T> = (value: unknown, path: string) => T;

/** What stands there, in few words whatever its size. */
const found = (value: unknown): string => {
  if (value === undefined) {
    return 'is missing';
  }
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'is a list' : 'is an object';
  }
  return typeof value === 'string' ? `is "${escaped(value, 60)}"` : `is ${String(value)}`;
};

/** The refusal of one value: where, what was found, what must stand there. The caller adds the file. */
const wrong = (path: string, value: unknown, expected: string): RangeError => {
  return new RangeError(`${path} ${found(value)} but must be ${expected}`);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member as part of a path; names that are no identifiers are quoted. */
const step = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${escaped(JSON.stringify(key), 60)}]`);

/** A number from `least` to `most`; `isInteger` forbids fractions. */
export const numberFrom =
  (least: number, most: number, isInteger: boolean, expected: string): Reader<number> =>
  (value, path) => {
    if (typeof value !== 'number' || !(value >= least && value <= most) || (isInteger && !Number.isInteger(value))) {
      throw wrong(path, value, expected);
    }
    return value;
  };

/** A count: a whole number from 0 to 2^53 − 1. */
export const count: Reader<number> = numberFrom(0, Number.MAX_SAFE_INTEGER, true, 'a whole number from 0 to 2^53 − 1');

/** A text that `pattern` matches; `expected` is the pattern in words. Patterns use the `u` flag, as JSON Schema does. */
export const text =
  (pattern: RegExp, expected: string): Reader<string> =>
  (value, path) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw wrong(path, value, expected);
    }
    return value;
  };

export const anyText: Reader<string> = text(/^/u, 'a text');

export const yesOrNo: Reader<boolean> = (value, path) => {
  if (typeof value !== 'boolean') {
    throw wrong(path, value, 'true or false');
  }
  return value;
};

export const oneOf =
  <T extends string>(...options: readonly T[]): Reader<T> =>
  (value, path) => {
    const option = options.find((one) => one === value);
    if (option === undefined) {
      throw wrong(path, value, options.map((one) => `"${one}"`).join(' or '));
    }
    return option;
  };

export const orNull =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (value, path) =>
    value === null ? null : reader(value, path);

export const list =
  <T>(reader: Reader<T>): Reader<T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) {
      throw wrong(path, value, 'a list');
    }
    return value.map((item: unknown, index) => reader(item, `${path}[${index}]`));
  };

/** A member that may be missing: records that were saved before it existed have none. */
export const orMissing =
  <T>(reader: Reader<T>): Reader<T | undefined> =>
  (value, path) =>
    value === undefined ? undefined : reader(value, path);

/**
 * A record with exactly these members: a missing one is refused (unless `orMissing` reads it) as well as an unknown one, or a misspelt
 * field would go unseen.
 */
export const record =
  <T>(fields: { readonly [K in keyof T]-?: Reader<T[K]> }): Reader<T> =>
  (value, path) => {
    if (!isRecord(value)) {
      throw wrong(path, value, 'an object');
    }
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(fields, key));
    if (unknown !== undefined) {
      throw new RangeError(`${path}${step(unknown)} is not a known field (${Object.keys(fields).join(', ')})`);
    }
    const entries = Object.entries(fields).map(([key, reader]) => {
      const member = Object.hasOwn(value, key) ? value[key] : undefined;
      return [key, (reader as Reader<unknown>)(member, `${path}${step(key)}`)];
    });
    return Object.fromEntries(entries.filter(([, member]) => member !== undefined)) as T;
  };

/** A record from keys of one form to values of one form. */
export const mapping =
  <T>(key: RegExp, keyExpected: string, reader: Reader<T>): Reader<Record<string, T>> =>
  (value, path) => {
    if (!isRecord(value)) {
      throw wrong(path, value, 'an object');
    }
    for (const name of Object.keys(value)) {
      if (!key.test(name)) {
        throw new RangeError(`${path}${step(name)} is not ${keyExpected}`);
      }
    }
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, reader(member, `${path}${step(name)}`)]));
  };
