import type { ManifestObject } from '../manifest-object.ts';
import { explainError } from './explain-error.ts';
import { pathText } from './field-path.ts';
import type { FormFault } from './form-fault.ts';
import { KINDS } from './kinds.ts';
import type { Rule } from './rules.ts';
import type { Schema } from './schema.ts';
import { type Misspelt, Spot } from './spot.ts';
import { validator } from './validator.ts';
import { withoutNulls } from './without-nulls.ts';

const schemaErrors = validator([
  ...new Set(KINDS.flatMap(({ versions }) => Object.values(versions).map(({ schema }) => schema))),
]);

/** A value of the wrong type is told first: what else is wrong with it follows from that. */
const typesFirst = (faults: readonly FormFault[]): readonly FormFault[] => [
  ...faults.filter(({ id }) => id === 'wrong-type'),
  ...faults.filter(({ id }) => id !== 'wrong-type'),
];

/** Fields that stand for others, by the path of the other. */
const misspeltFields = (faults: readonly FormFault[]): Misspelt =>
  new Map(
    faults.flatMap(({ path, meant }) => (meant ? [[pathText([...path.slice(0, -1), meant]), String(path.at(-1))] as const] : [])),
  );

/** One fault for each field, and none for a field that is missing only because it is misspelt. */
const onePerField = (faults: readonly FormFault[], misspelt: Misspelt): readonly FormFault[] => {
  const seen = new Set<string>();
  return typesFirst(faults).filter(({ id, path }) => {
    const field = pathText(path);
    if (seen.has(field) || (id === 'missing-field' && misspelt.has(field))) return false;
    seen.add(field);
    return true;
  });
};

/**
 * Everything that is wrong with the form of one object, each field once.
 *
 * @param schema of its kind and version
 * @param rules that the schema cannot say
 */
export const objectFaults = (object: ManifestObject, schema: Schema, rules: readonly Rule[]): readonly FormFault[] => {
  const value = withoutNulls(object.value);
  const broken = schemaErrors(schema, value).map((error) => explainError(error, value));
  const misspelt = misspeltFields(broken);
  const spot = new Spot([], value, misspelt);
  return onePerField([...broken, ...rules.flatMap((rule) => rule(spot, object))], misspelt);
};
