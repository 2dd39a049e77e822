import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from '../../../../harness/routes/forms/schema.ts';

/** Values that a schema takes: required fields always, and a few of the others. */
export function valuesOf(schema: Schema): Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const [type] = [schema.type].flat();
  switch (type) {
    case 'object':
      return schema.properties === undefined ? mapOf(schema) : fieldsOf(schema);
    case 'array':
      return listOf(schema);
    case 'string':
      return textOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    default:
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 2 ** 31 - 1, 2 ** 31 - 1),
      });
  }
}

function fieldsOf(schema: Schema): Arbitrary<unknown> {
  const { properties = {}, required = [], atMostOne = [] } = schema;
  const optional = Object.keys(properties).filter((field) => !required.includes(field));
  return fc.subarray(optional, { maxLength: Math.min(4, optional.length) }).chain((chosen) => {
    const together = atMostOne.flatMap((group) => group.filter((field) => chosen.includes(field)).slice(1));
    const fields = [...required, ...chosen].filter((field) => !together.includes(field));
    return fc.record(Object.fromEntries(fields.map((field) => [field, valuesOf(properties[field] ?? {})])), {
      noNullPrototype: true,
    });
  });
}

const NAMES = ['app', 'version', 'a/b', '__proto__', 'constructor', 'x-1'];
const mapOf = ({ additionalProperties }: Schema): Arbitrary<unknown> =>
  fc.dictionary(
    fc.constantFrom(...NAMES),
    typeof additionalProperties === 'object' ? valuesOf(additionalProperties) : fc.boolean(),
    { maxKeys: 3 },
  );

function listOf(schema: Schema): Arbitrary<unknown> {
  const { items = {}, minItems: minLength = 0, maxItems = 3, uniqueBy, uniqueItems } = schema;
  const limits = { minLength, maxLength: Math.min(3, maxItems) };
  if (uniqueBy === undefined && uniqueItems === undefined) return fc.array(valuesOf(items), limits);
  const selector = (item: unknown) => JSON.stringify(uniqueBy?.map((key) => (item as Record<string, unknown>)[key]) ?? item);
  return fc.uniqueArray(valuesOf(items), { ...limits, selector });
}

function textOf({ pattern, minLength = 0, maxLength = 40, durationMs, base64 }: Schema): Arbitrary<string> {
  if (durationMs !== undefined) return fc.constantFrom('1s', '500ms', '1m30s', '2h', '1ms');
  if (base64 === true) return fc.constantFrom('', 'aGk=', 'aGkx', 'aA==');
  if (pattern === undefined) return fc.string({ minLength, maxLength: Math.min(maxLength, 12) });
  // Drawing from patterns is slow; every pattern of the schemas takes some of these.
  const fitting = TEXTS.filter((text) => new RegExp(pattern).test(text) && text.length >= minLength && text.length <= maxLength);
  return fc.constantFrom(...fitting);
}

const TEXTS = [
  'a',
  'x-1',
  'b.c',
  'example.com',
  '*.example.com',
  'Service',
  'X-Name',
  'HTTP',
  'IPAddress',
  'https://a.b:1',
  '*',
  '500ms',
  '1m30s',
  '',
];

/** One change of one place of a value: another value, another name, one field or item less or once more. */
export function changed(value: unknown): Arbitrary<unknown> {
  const places = placesOf(value, []);
  const other = fc.constantFrom<readonly unknown[]>(
    ...[
      '80',
      'true',
      '',
      'x'.repeat(5000),
      'V1',
      '1.5s',
      '0s',
      -1,
      0,
      1.5,
      65_536,
      2 ** 31,
      2 ** 32,
      2 ** 40,
      true,
      [],
      {},
      [{}],
      { host: 'a' },
    ].map((one) => [one]),
  );
  const change = fc.oneof(
    other.map(([one]) => ({ set: one })),
    fc.constant('drop' as const),
    fc.constant('double' as const),
    fc.constantFrom('x', 'typo', 'host', 'weight', '__proto__').map((rename) => ({ rename })),
  );
  return fc.tuple(fc.constantFrom(...places), change).map(([path, how]) => apply(value, path, how));
}

type Change = { set: unknown } | { rename: string } | 'drop' | 'double';

function placesOf(value: unknown, path: readonly (string | number)[]): readonly (readonly (string | number)[])[] {
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => placesOf(item, [...path, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, field]) => placesOf(field, [...path, key]))
      : [];
  return [path, ...below];
}

function apply(value: unknown, path: readonly (string | number)[], how: Change): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return typeof how === 'object' && 'set' in how ? how.set : value;
  if (Array.isArray(value)) {
    const done = rest.length > 0 ? [apply(value[Number(step)], rest, how)] : changedItem(value[Number(step)], how);
    return value.toSpliced(Number(step), 1, ...done);
  }
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([key, field]) => {
      if (key !== step) return [[key, field]];
      return rest.length > 0 ? [[key, apply(field, rest, how)]] : changedField(key, field, how);
    }),
  );
}

const changedItem = (item: unknown, how: Change): unknown[] => {
  if (how === 'drop') return [];
  if (how === 'double') return [item, item];
  return 'set' in how ? [how.set] : [item];
};

const changedField = (key: string, field: unknown, how: Change): [string, unknown][] => {
  if (how === 'drop') return [];
  if (how === 'double') return [[key, [field, field]]];
  return 'set' in how ? [[key, how.set]] : [[how.rename, field]];
};
