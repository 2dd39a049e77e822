import { Ajv, type AnySchema } from 'ajv';
import type { CrdSchema } from './crd-schemas.ts';
import { saysDuration } from './schema-facts.ts';

/**
 * Judges objects as the API server does with this CRD under strict field validation: fields that are not listed are refused. CEL is not
 * evaluated, but for the rule that a text is a duration of at least 1 ms.
 */
export function crdJudge(schema: CrdSchema): (spec: unknown) => boolean {
  const ajv = new Ajv({
    strict: false,
    logger: false,
    formats: {
      int32: { type: 'number', validate: (value: number) => value >= -(2 ** 31) && value < 2 ** 31 },
      byte: (value: string) => value.length % 4 === 0 && Buffer.from(value, 'base64').toString('base64') === value,
      ...Object.fromEntries(['double', 'int64', 'date-time', 'ipv4', 'ipv6'].map((name) => [name, true as const])),
    },
    keywords: [
      { keyword: 'goDuration', type: 'string', validate: (_: true, value: string) => isGoDuration(value) },
      {
        keyword: 'mapKeys',
        type: 'array',
        validate: (keys: string[], value: Record<string, unknown>[]) => areDistinct(keys, value),
      },
    ],
  });
  return ajv.compile(closed(schema.properties?.spec ?? {}) as AnySchema) as (spec: unknown) => boolean;
}

/** The longer way round than the one under test: read from the left, unit by unit. */
function isGoDuration(text: string): boolean {
  let [rest, ms] = [text, 0];
  while (rest !== '') {
    const [whole, count, unit] = /^(\d+)(ms|us|ns|[hms])/.exec(rest) ?? [];
    if (whole === undefined) return false;
    ms += Number(count) * { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, ns: 1e-6 }[unit as 'h'];
    rest = rest.slice(whole.length);
  }
  return ms >= 1;
}

const areDistinct = (keys: readonly string[], items: readonly unknown[]): boolean => {
  const seen = items.map((item) => JSON.stringify(keys.map((key) => (item as Record<string, unknown> | null)?.[key])));
  return new Set(seen).size === seen.length;
};

function closed(part: CrdSchema): CrdSchema {
  const { properties, additionalProperties, items, oneOf, 'x-kubernetes-list-map-keys': mapKeys, ...rest } = part;
  const listType = part['x-kubernetes-list-type'];
  return {
    ...rest,
    // The alternatives of Gateway.spec.addresses are a rule here, and tested as one.
    ...(oneOf?.[0]?.not !== undefined && { oneOf }),
    ...(part['x-kubernetes-int-or-string'] === true && { type: ['integer', 'string'] as never }),
    ...(items && { items: closed(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: closed(additionalProperties) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([field, below]) => [field, closed(below)])),
      additionalProperties: false,
    }),
    ...(listType === 'map' && { mapKeys }),
    ...(listType === 'set' && { uniqueItems: true }),
    ...(saysDuration(part) && { goDuration: true }),
  };
}
