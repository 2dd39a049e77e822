import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearest } from '../../text/nearest.ts';
import { explainType } from './explain-type.ts';
import { type FieldPath, pathText, pointerPath } from './field-path.ts';
import { type FormFault, fault } from './form-fault.ts';
import { meantField } from './other-words.ts';
import type { Schema } from './schema.ts';
import { valueText } from './value-text.ts';

/** One error of the schema with everything that is needed to put it into words. */
interface Found {
  readonly path: FieldPath;
  readonly value: unknown;
  readonly params: Readonly<Record<string, unknown>>;
  readonly schema: Schema;
}

/** How many of the known names a fix lists. */
const LISTED = 12;
const listed = (names: readonly string[]): string =>
  names.length <= LISTED ? names.join(', ') : `${names.slice(0, LISTED).join(', ')}, …`;

const last = (path: FieldPath): string => pathText(path.slice(-1));

const unknownField = ({ path, params, schema }: Found): FormFault => {
  const written = String(params.additionalProperty);
  const known = Object.keys(schema.properties ?? {});
  const meant = meantField(written, known);
  const fix = meant === null ? `take it out; known here are ${listed(known)}` : `did you mean ${meant}?`;
  return { ...fault('unknown-field', [...path, written], 'is not a field that is known here', fix), meant };
};

const missingField = ({ path, params }: Found): FormFault => {
  const field = String(params.missingProperty);
  return fault('missing-field', [...path, field], 'is missing', `write ${field}:`);
};

const unknownValue = ({ path, value, params }: Found): FormFault => {
  const allowed = (params.allowedValues as readonly unknown[]).map(String);
  const written = String(value);
  const meant =
    allowed.find((one) => one.toLowerCase() === written.toLowerCase()) ??
    nearest(written, allowed) ??
    (written.length > 3 ? allowed.find((one) => one.toLowerCase().endsWith(written.toLowerCase())) : null);
  const fix = meant === null || meant === undefined ? `write one of ${allowed.join(', ')}` : `did you mean ${meant}?`;
  return fault('unknown-value', path, `is ${valueText(value)}, which is not known here`, fix);
};

const outOfRange = ({ path, value, schema }: Found): FormFault => {
  const { minimum, maximum } = schema;
  const isBelow = typeof value === 'number' && minimum !== undefined && value < minimum;
  const range = maximum === undefined ? `${minimum} or more` : `${minimum ?? 0} to ${maximum}`;
  return fault(
    'out-of-range',
    path,
    `is ${String(value)}, ${isBelow ? `below ${minimum}` : `above ${maximum}`}`,
    `write ${range}`,
  );
};

const wrongLength = ({ path, value, params }: Found, noun: string, isMinimum: boolean): FormFault => {
  const limit = Number(params.limit);
  if (isMinimum && limit === 1) {
    const isText = typeof value === 'string';
    return fault(
      isText ? 'empty-text' : 'empty-list',
      path,
      'is empty',
      isText ? `write a text behind ${last(path)}:` : 'write at least one item',
    );
  }
  const long = typeof value === 'string' ? [...value].length : Object.keys(value as object).length;
  return fault('wrong-length', path, `has ${long} ${noun}`, `write ${isMinimum ? 'at least' : 'at most'} ${limit}`);
};

const wrongForm = ({ path, value, schema }: Found): FormFault =>
  fault('invalid-value', path, `is ${valueText(value)}`, `write ${schema.says ?? `a text of the form ${schema.pattern ?? ''}`}`);

const wrongDuration = ({ path, value, params }: Found): FormFault => {
  const text = `is ${valueText(value)}`;
  if (params.ms === null)
    return fault(
      'invalid-duration',
      path,
      `${text}, which is no duration`,
      `write a number with its unit, ${last(path)}: 500ms or 1m30s`,
    );
  return fault(
    'invalid-duration',
    path,
    `${text}, below ${String(params.atLeastMs)} ms`,
    'write 1ms or more; leave it out for none',
  );
};

const together = ({ path, params }: Found): FormFault => {
  const fields = params.fields as readonly string[];
  return fault(
    'fields-exclude',
    [...path, fields[1] ?? ''],
    `cannot be together with ${fields[0]}`,
    `keep one of ${fields.join(', ')}`,
  );
};

const repeatedItem = ({ path, params }: Found): FormFault => {
  const { index, earlier, key, value } = params;
  const text = `is ${valueText(value)} as in ${pathText([...path, Number(earlier)])}`;
  return fault('repeated-item', [...path, Number(index), String(key)], text, `give every item another ${String(key)}`);
};

const repeatedText = ({ path, value, params }: Found): FormFault => {
  const [one, other] = [Number(params.i), Number(params.j)].sort((a, b) => a - b);
  const text = `is ${valueText((value as readonly unknown[])[other ?? 0])} as in ${pathText([...path, one ?? 0])}`;
  return fault('repeated-item', [...path, other ?? 0], text, 'write every item once');
};

type Explain = (found: Found) => FormFault;

const EXPLAIN: Readonly<Record<string, Explain>> = {
  additionalProperties: unknownField,
  required: missingField,
  type: ({ path, value, schema }) => explainType(schema, path, value),
  enum: unknownValue,
  minimum: outOfRange,
  maximum: outOfRange,
  minLength: (found) => wrongLength(found, 'characters', true),
  maxLength: (found) => wrongLength(found, 'characters', false),
  minItems: (found) => wrongLength(found, 'items', true),
  maxItems: (found) => wrongLength(found, 'items', false),
  maxProperties: (found) => wrongLength(found, 'fields', false),
  pattern: wrongForm,
  durationMs: wrongDuration,
  base64: ({ path }) => fault('invalid-value', path, 'is not base64', 'write the bytes as base64'),
  atMostOne: together,
  uniqueBy: repeatedItem,
  uniqueItems: repeatedText,
};

/**
 * Puts an error of the schema into words.
 *
 * @param root what was validated: its shape tells steps into lists from keys
 * @throws TypeError for a keyword that no schema here uses
 */
export const explainError = (error: ErrorObject, root: unknown): FormFault => {
  const explain = EXPLAIN[error.keyword];
  if (explain === undefined) throw new TypeError(`no words for ${error.keyword}`);
  const path = pointerPath(error.instancePath, root);
  return explain({ path, value: error.data, params: error.params, schema: (error.parentSchema ?? {}) as Schema });
};
