import { type FieldPath, pathText } from './field-path.ts';
import { type FormFault, fault } from './form-fault.ts';
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

const fixFor = (wanted: readonly string[], path: FieldPath, value: unknown): string => {
  const quotes = quotesFix(wanted, path, value);
  if (quotes !== null) return quotes;
  if (wanted.includes('array')) return `write - before every item of ${pathText(path.slice(-1))}`;
  if (wanted.includes('object'))
    return isItem(path) ? 'write fields behind the -, name: value' : 'write fields below it, name: value';
  if (Array.isArray(value)) return 'take the - away: one value belongs here';
  return `write ${KINDS[wanted[0] ?? ''] ?? wanted.join(' or ')}`;
};

/** A value of a kind that its field does not take: `is the text "80" where a whole number belongs`. */
export const explainType = (wanted: readonly string[], path: FieldPath, value: unknown): FormFault => {
  const belongs = wanted.map((kind) => KINDS[kind] ?? kind).join(' or ');
  const said = value === null ? 'is an empty item' : `is ${wordFor(value)}`;
  return fault('wrong-type', path, `${said} where ${belongs} belongs`, fixFor(wanted, path, value));
};
