import { readManifests } from '../../../../harness/routes/documents/read-manifests.ts';
import type { ManifestText } from '../../../../harness/routes/manifest-object.ts';

/** Reads one text as the file `a.yaml`. */
export const read = (text: string, more: Partial<ManifestText> = {}) =>
  readManifests([{ file: 'a.yaml', text, ...more }], 'default');

/** Problems as they are printed. */
export const said = ({ problems }: Pick<ReturnType<typeof read>, 'problems'>): readonly string[] =>
  problems.map(({ severity, place, text, fix }) => `${severity} ${place.file}:${place.line}: ${text}; ${fix}`);

/** Objects as kind, namespace, name and line. */
export const names = ({ objects }: Pick<ReturnType<typeof read>, 'objects'>): readonly string[] =>
  objects.map(({ kind, namespace, name, place }) => `${kind} ${namespace}/${name}:${place.line}`);

/** A value without what tells null prototypes from others. */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A Service of one line. */
export const service = (name: string, more = ''): string => `{apiVersion: v1, kind: Service, metadata: {name: ${name}}${more}}\n`;
