import { Ajv2020, type ErrorObject, type KeywordDefinition, type ValidateFunction } from 'ajv/dist/2020.js';
import { goDurationMs } from '../go-duration.ts';
import type { Schema } from './schema.ts';
import { sharedParts } from './shared-parts.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Ajv reads what is wrong off the function that has found it. */
interface Judging<Wanted, Value> {
  (wanted: Wanted, value: Value): boolean;
  errors?: Partial<ErrorObject>[];
}

/** A word of our own; `judge` returns what is wrong, each as the parameters of one error. */
const keyword = <Wanted, Value>(
  name: string,
  type: 'object' | 'array' | 'string',
  judge: (wanted: Wanted, value: Value) => readonly object[],
): KeywordDefinition => {
  const validate: Judging<Wanted, Value> = (wanted, value) => {
    const faults = judge(wanted, value);
    validate.errors = faults.map((params) => ({ keyword: name, params: { ...params } }));
    return faults.length === 0;
  };
  return { keyword: name, type, validate, errors: true };
};

const setTogether = (groups: readonly (readonly string[])[], value: Fields): readonly object[] =>
  groups
    .map((group) => ({ fields: group.filter((field) => Object.hasOwn(value, field)) }))
    .filter(({ fields }) => fields.length > 1);

/** Items that repeat the keys of an earlier one. A key that is missing is another fault, and told as such. */
const repeated = (keys: readonly string[], items: readonly unknown[]): readonly object[] => {
  const seen = new Map<string, number>();
  return items.flatMap((item, index) => {
    if (typeof item !== 'object' || item === null) return [];
    const fields = item as Fields;
    const values = keys.map((key) => (Object.hasOwn(fields, key) ? fields[key] : undefined));
    if (values.some((value) => typeof value !== 'string' && typeof value !== 'number')) return [];
    const earlier = seen.get(JSON.stringify(values));
    if (earlier !== undefined) return [{ index, earlier, key: keys[0], value: values[0] }];
    seen.set(JSON.stringify(values), index);
    return [];
  });
};

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const keywords: readonly KeywordDefinition[] = [
  keyword('atMostOne', 'object', setTogether),
  keyword('uniqueBy', 'array', repeated),
  keyword('durationMs', 'string', (atLeastMs: number, value: string) => {
    const ms = goDurationMs(value);
    return ms === null || ms < atLeastMs ? [{ ms, atLeastMs }] : [];
  }),
  keyword('base64', 'string', (_: true, value: string) => (BASE64.test(value) ? [] : [{}])),
];

/**
 * Compiles the schema of a kind when the kind is first met: a run reads few of them, and each costs milliseconds.
 *
 * @param schemas every schema that will be asked for
 * @returns everything that a value has wrong against one of them; empty when nothing
 */
export const validator = (schemas: readonly Schema[]): ((schema: Schema, value: unknown) => readonly ErrorObject[]) => {
  let prepared: ((schema: Schema) => ValidateFunction) | null = null;
  return (schema, value) => {
    prepared ??= prepare(schemas);
    const validate = prepared(schema);
    return validate(value) ? [] : (validate.errors ?? []);
  };
};

const prepare = (schemas: readonly Schema[]): ((schema: Schema) => ValidateFunction) => {
  const { document, refs } = sharedParts(schemas);
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    ownProperties: true,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
    keywords: [...keywords],
  });
  ajv.addSchema(document, 'forms');
  return (schema) => {
    const validate = ajv.getSchema(`forms${refs.get(schema) ?? ''}`);
    if (validate === undefined || !refs.has(schema)) throw new TypeError('no such schema was prepared');
    return validate;
  };
};
