import assert from 'node:assert/strict';
import { readManifests } from '../../../../harness/routes/documents/read-manifests.ts';
import type { ManifestObject } from '../../../../harness/routes/manifest-object.ts';

/** Objects out of YAML that is known to be good. A place names object and field instead of a file: `Service/reviews spec.ports.0`. */
export function writtenObjects(text: string): ManifestObject[] {
  const { objects, problems } = readManifests([{ file: 'test.yaml', text }], 'default');
  assert.deepEqual(problems, []);
  return objects.map(({ value }) => writtenObject(value));
}

/** One object as a plain value. */
export function writtenObject(value: unknown): ManifestObject {
  const object = value as {
    apiVersion: string;
    kind: string;
    metadata?: { name?: string; namespace?: string; labels?: Record<string, string>; creationTimestamp?: string };
  };
  const [version = '', group = ''] = object.apiVersion.split('/').reverse();
  const name = object.metadata?.name ?? '';
  const placeOf = (...path: (string | number)[]) => ({ file: `${object.kind}/${name} ${path.join('.')}`.trim(), line: 1 });
  return {
    apiVersion: object.apiVersion,
    group,
    version,
    kind: object.kind,
    name,
    namespace: object.metadata?.namespace ?? 'default',
    labels: { ...object.metadata?.labels },
    createdAt: object.metadata?.creationTimestamp ?? null,
    value,
    place: placeOf(),
    placeOf,
  };
}
