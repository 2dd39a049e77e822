import type { Schema } from './schema.ts';

/** A schema whose parts may be references into the same document. */
export type Referring = { readonly $ref: string } | Readonly<Record<string, unknown>>;

/**
 * Several schemas as one document in which every set of fields that occurs more than once is written once, under `$defs`. Compiling a schema
 * costs time for each of its words, and a traffic policy alone occurs four times in a DestinationRule.
 *
 * @returns the document, and the reference to each of the given schemas in it
 */
export const sharedParts = (
  schemas: readonly Schema[],
): { readonly document: { readonly $defs: Readonly<Record<string, Referring>> }; readonly refs: ReadonlyMap<Schema, string> } => {
  const times = new Map<Schema, number>();
  const count = (schema: Schema): void => {
    const before = times.get(schema) ?? 0;
    times.set(schema, before + 1);
    if (before === 0) for (const part of partsOf(schema)) count(part);
  };
  for (const schema of schemas) count(schema);

  const roots = new Set(schemas);
  const shared = [...times].flatMap(([schema, uses]) =>
    roots.has(schema) || (uses > 1 && schema.properties !== undefined) ? [schema] : [],
  );
  const refs = new Map(shared.map((schema, index) => [schema, `#/$defs/${index}`]));
  const refer = (schema: Schema): Referring => {
    const $ref = refs.get(schema);
    return $ref === undefined ? written(schema) : { $ref };
  };
  const written = (schema: Schema): Referring => ({
    ...schema,
    ...(schema.properties && {
      properties: Object.fromEntries(Object.entries(schema.properties).map(([field, part]) => [field, refer(part)])),
    }),
    ...(schema.items && { items: refer(schema.items) }),
    ...(typeof schema.additionalProperties === 'object' && { additionalProperties: refer(schema.additionalProperties) }),
  });
  return { document: { $defs: Object.fromEntries(shared.map((schema, index) => [String(index), written(schema)])) }, refs };
};

const partsOf = ({ properties, items, additionalProperties }: Schema): readonly Schema[] => [
  ...Object.values(properties ?? {}),
  ...(items === undefined ? [] : [items]),
  ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
];
