import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parseAllDocuments } from 'yaml';
import { ROOT } from '../cli/command.ts';

const FOLDER = join(ROOT, '../shared/crds');
const FILES = ['istio.yaml', 'gateway-api.yaml'];

/** The `skip` option of a test that needs the real CRDs: false where they are, else the reason. */
export function skipWithoutCrds(): string | false {
  const missing = FILES.filter((file) => !existsSync(join(FOLDER, file)));
  return missing.length === 0 ? false : `${missing.join(' and ')} of Istio and the Gateway API are not in ../shared/crds`;
}

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly nullable?: boolean;
  readonly [key: string]: unknown;
}

/** A check for one object, by `apiVersion kind`, for every version that the API server serves. */
export function readCrds(): Map<string, ValidateFunction> {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  const checks = new Map<string, ValidateFunction>();
  for (const file of FILES) {
    for (const document of parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8'))) {
      const crd = document.toJS();
      if (crd?.kind !== 'CustomResourceDefinition') continue;
      for (const { name, served, schema } of crd.spec.versions) {
        const key = `${crd.spec.group}/${name} ${crd.spec.names.kind}`;
        if (served) checks.set(key, ajv.compile(closed(schema.openAPIV3Schema, 'root')));
      }
    }
  }
  return checks;
}

/**
 * A structural schema as the API server reads it under strict field validation: what is not listed is refused, `apiVersion`, `kind` and
 * `metadata` are the server's own. Validation rules in CEL are not evaluated.
 */
function closed(schema: Schema, at: 'root' | 'below'): Schema {
  const { properties, additionalProperties, items, nullable, ...rest } = schema;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const own: Record<string, unknown> = { ...rest };
  if (schema['x-kubernetes-int-or-string'] === true) own.type = ['integer', 'string'];
  if (nullable === true && typeof own.type === 'string') own.type = [own.type, 'null'];
  if (items !== undefined) own.items = closed(items, 'below');
  if (typeof additionalProperties === 'object') own.additionalProperties = closed(additionalProperties, 'below');
  if (properties !== undefined) {
    own.properties = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, closed(value, 'below')]));
    if (!open && additionalProperties === undefined) own.additionalProperties = false;
    if (at === 'root') own.properties = { ...(own.properties as object), apiVersion: {}, kind: {}, metadata: { type: 'object' } };
  }
  return own as Schema;
}
