import type { Schema } from '../../../../harness/routes/forms/schema.ts';
import type { CrdSchema } from './crd-schemas.ts';

const [LOWEST, HIGHEST] = [-2_147_483_648, 2_147_483_647];
/** What says nothing about which values are taken, or is told in another word below. */
const SILENT = [
  'description',
  'default',
  'nullable',
  'format',
  'oneOf',
  'allOf',
  'anyOf',
  'properties',
  'items',
  'additionalProperties',
  'required',
  'enum',
];

const sorted = (words: readonly unknown[] | undefined) => words?.map(String).sort();

/** `path fact` for everything that one schema says of the fields of `spec`; equal sets mean equal schemas. */
export function ourFacts(schema: Schema): ReadonlySet<string> {
  const facts = new Set<string>();
  const visit = (path: string, part: Schema): void => {
    const { properties, items, additionalProperties, required, says: _, enum: values, durationMs, ...rest } = part;
    // An idle timeout may be 0: the CRD calls it a text, and Istio's parser wants a duration.
    const own = {
      ...rest,
      enum: sorted(values),
      ...((durationMs ?? 0) > 0 && { durationMs }),
      ...(part.type === 'boolean' && {}),
    };
    facts.add(`${path} ${written(own)}`);
    for (const field of required ?? []) facts.add(`${path}.${field} is required`);
    for (const [field, below] of Object.entries(properties ?? {})) visit(`${path}.${field}`, below);
    if (items !== undefined) visit(`${path}[]`, items);
    if (typeof additionalProperties === 'object') visit(`${path}.*`, additionalProperties);
  };
  visit('spec', schema.properties?.spec ?? {});
  return facts;
}

/** The same of a CRD, its words put into ours. */
export function crdFacts(schema: CrdSchema): ReadonlySet<string> {
  const facts = new Set<string>();
  const visit = (path: string, part: CrdSchema): void => {
    const { properties, items, additionalProperties, required } = part;
    facts.add(`${path} ${written(inOurWords(part))}`);
    for (const field of required ?? []) facts.add(`${path}.${field} is required`);
    for (const [field, below] of Object.entries(properties ?? {})) visit(`${path}.${field}`, below);
    if (items !== undefined) visit(`${path}[]`, items);
    if (typeof additionalProperties === 'object') visit(`${path}.*`, additionalProperties);
  };
  visit('spec', schema.properties?.spec ?? {});
  return facts;
}

const written = (own: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(own)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );

function inOurWords(part: CrdSchema): Readonly<Record<string, unknown>> {
  const kept = Object.entries(part).filter(([word]) => !SILENT.includes(word) && !word.startsWith('x-kubernetes-'));
  const groups = [part, ...(part.allOf ?? [])].flatMap(({ oneOf }) => oneOfFields(oneOf) ?? []);
  const int32 = part.format === 'int32' ? { minimum: part.minimum ?? LOWEST, maximum: part.maximum ?? HIGHEST } : {};
  return {
    ...Object.fromEntries(kept.filter(([word, value]) => !(word === 'minLength' && value === 0))),
    ...(part['x-kubernetes-int-or-string'] === true && { type: ['integer', 'string'] }),
    ...int32,
    ...(part.format === 'byte' && { base64: true }),
    ...(groups.length > 0 && { atMostOne: groups }),
    ...(saysDuration(part) && { durationMs: 1 }),
    ...(part['x-kubernetes-list-type'] === 'map' && { uniqueBy: part['x-kubernetes-list-map-keys'] }),
    ...(part['x-kubernetes-list-type'] === 'set' && { uniqueItems: true }),
    enum: sorted(part.enum as readonly unknown[] | undefined),
  };
}

/** Fields of which protobuf takes one: none of them, or one of each alternative. */
function oneOfFields(oneOf: readonly CrdSchema[] | undefined): readonly (readonly string[])[] | null {
  const [none, ...each] = oneOf ?? [];
  return none?.not === undefined ? null : [each.flatMap(({ required }) => required ?? [])];
}

export const saysDuration = (part: CrdSchema): boolean =>
  ((part['x-kubernetes-validations'] ?? []) as readonly { rule: string }[]).some(({ rule }) =>
    /^duration\(self\) >= duration\('1ms'\)$/.test(rule),
  );
