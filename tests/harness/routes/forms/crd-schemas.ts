import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ROOT } from '../../../cli/command.ts';

const FOLDER = join(ROOT, '../shared/crds');
const FILES = ['istio.yaml', 'gateway-api.yaml'];

/** A part of an `openAPIV3Schema`, as it stands in a CRD. */
export interface CrdSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly additionalProperties?: CrdSchema | boolean;
  readonly items?: CrdSchema;
  readonly required?: readonly string[];
  readonly format?: string;
  readonly oneOf?: readonly CrdSchema[];
  readonly allOf?: readonly CrdSchema[];
  readonly [word: string]: unknown;
}

/** One version of one kind. */
export interface CrdVersion {
  readonly group: string;
  readonly kind: string;
  readonly version: string;
  readonly schema: CrdSchema;
}

/**
 * The `skip` option of a test that needs the real CRDs: false where they are, else the reason. Throws instead when WEIGHBRIDGE_REQUIRE (a
 * comma list) names `crds`.
 */
export function skipWithoutCrds(): string | false {
  const missing = FILES.filter((file) => !existsSync(join(FOLDER, file)));
  if (missing.length === 0) return false;
  const reason = `${missing.join(' and ')} of Istio and the Gateway API are not in ../shared/crds`;
  const required = (process.env.WEIGHBRIDGE_REQUIRE ?? '').split(',').map((name) => name.trim());
  if (required.includes('crds')) throw new Error(`WEIGHBRIDGE_REQUIRE names crds, but ${reason}`);
  return reason;
}

/** Every version of every kind in the CRD files, served or not. */
export function readCrdVersions(): readonly CrdVersion[] {
  return FILES.flatMap((file) => parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')))
    .map((document) => document.toJS())
    .filter((crd) => crd?.kind === 'CustomResourceDefinition')
    .flatMap((crd) =>
      crd.spec.versions.map(({ name, schema }: { name: string; schema: { openAPIV3Schema: CrdSchema } }) => ({
        group: crd.spec.group,
        kind: crd.spec.names.kind,
        version: name,
        schema: schema.openAPIV3Schema,
      })),
    );
}
