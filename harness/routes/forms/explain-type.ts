import { type FieldPath, pathText } from './field-path.ts';
import { type FormFault, fault } from './form-fault.ts';
import type { Schema } from './schema.ts';
import { valueText } from './value-text.ts';

const KINDS: Readonly<Record<string, string>> = {
  object: 'a set of fields',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

const wordFor = (value: unknown): string => {
  if (typeof value === 'string') return `the text ${valueText(value)}`;
  if (typeof value === 'number') return `the number ${String(value)}`;
  return valueText(value);
};

/** The field a value stands behind: an item of a list stands behind its list. */
const isItem = (path: FieldPath): boolean => typeof path.at(-1) === 'number';
const written = (path: FieldPath, value: string): string => {
  const key = pathText(path.slice(-1));
  return isItem(path) ? `write - ${value}` : `write ${key}: ${value}`;
};

const asNumber = (text: string, isWhole: boolean): number | null => {
  const value = /^[-+]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isFinite(value) && (!isWhole || Number.isInteger(value)) ? value : null;
};

/** A value that is right but for its quotes, or for missing ones. */
const quotesFix = (wanted: readonly string[], path: FieldPath, value: unknown): string | null => {
  if (typeof value === 'number' || typeof value === 'boolean')
    return wanted.includes('string') ? `${written(path, `"${String(value)}"`)} in quotes` : null;
  if (typeof value !== 'string') return null;
  if (wanted.includes('boolean'))
    return /^(true|false)$/i.test(value) ? `${written(path, value.toLowerCase())} without quotes` : null;
  const isNumeric = wanted.includes('integer') || wanted.includes('number');
  const number = isNumeric ? asNumber(value, !wanted.includes('number')) : null;
  return number === null ? null : `${written(path, String(number))} without quotes`;
};

/** The field of a set that a single value was most likely meant for: `destination: reviews` for `destination: {host: reviews}`. */
const MEANT_FOR: Readonly<Record<string, readonly string[]>> = { string: ['exact', 'host', 'name'], number: ['number', 'value'] };

/** A single value where several, or the fields around it, belong. */
const aroundFix = (schema: Schema, path: FieldPath, value: unknown): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const said = valueText(value);
  if (schema.items !== undefined) return written(path, `[${said}]`);
  const field = MEANT_FOR[typeof value]?.find((one) => schema.properties !== undefined && Object.hasOwn(schema.properties, one));
  return field === undefined ? null : written(path, `{${field}: ${said}}`);
};

const fixFor = (wanted: readonly string[], path: FieldPath, value: unknown, schema: Schema): string => {
  if (typeof value === 'number' && schema.durationMs !== undefined)
    return `${written(path, `${value}s`)}, a number with its unit`;
  const fix = quotesFix(wanted, path, value) ?? aroundFix(schema, path, value);
  if (fix !== null) return fix;
  if (wanted.includes('array')) return `write - before every item of ${pathText(path.slice(-1))}`;
  if (wanted.includes('object'))
    return isItem(path) ? 'write fields behind the -, name: value' : 'write fields below it, name: value';
  if (Array.isArray(value)) return 'take the - away: one value belongs here';
  return `write ${KINDS[wanted[0] ?? ''] ?? wanted.join(' or ')}`;
};

/** A value of a kind that its field does not take: `is the text "80" where a whole number belongs`. */
export const explainType = (schema: Schema, path: FieldPath, value: unknown): FormFault => {
  const wanted = [schema.type ?? []].flat();
  const belongs = wanted.map((kind) => KINDS[kind] ?? kind).join(' or ');
  const said = value === null ? 'is an empty item' : `is ${wordFor(value)}`;
  return fault('wrong-type', path, `${said} where ${belongs} belongs`, fixFor(wanted, path, value, schema));
};
