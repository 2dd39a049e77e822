import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LineCounter, parseAllDocuments } from 'yaml';
import { ROOT } from '../cli/command.ts';

/** The folder of all scenarios. */
export const MANIFESTS = join(ROOT, 'manifests');

/** One Kubernetes object of a file, as far as these tests look into it. */
export interface Written {
  readonly file: string;
  readonly line: number;
  readonly value: KubernetesObject;
}

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> };
  // biome-ignore lint/suspicious/noExplicitAny: every kind has a form of its own, and the tests of that kind know it
  readonly spec?: any;
}

/** Names of the folders, one per system. */
export const SCENARIOS: readonly string[] = globSync('*/README.md', { cwd: MANIFESTS }).map(dirname).sort();

/** Every folder with a kustomization, relative to `MANIFESTS`. */
export const KUSTOMIZATIONS: readonly string[] = globSync('**/kustomization.yaml', { cwd: MANIFESTS }).map(dirname).sort();

/** Every file with objects for a cluster, relative to `MANIFESTS`. */
export const OBJECT_FILES: readonly string[] = globSync('**/*.{yaml,yml,json}', { cwd: MANIFESTS })
  .filter((file) => !['kustomization.yaml', 'gates.yaml'].includes(basename(file)))
  .sort();

/** The text of a file below `MANIFESTS`. */
export const textOf = (file: string): string => readFileSync(join(MANIFESTS, file), 'utf8');

/** The objects of a file below `MANIFESTS`. Throws where the YAML is broken or has a document that is no object. */
export function objectsOf(file: string): Written[] {
  const lines = new LineCounter();
  return parseAllDocuments(textOf(file), { lineCounter: lines, uniqueKeys: true }).map((document) => {
    if (document.errors[0] !== undefined) throw new Error(`${file}: ${document.errors[0].message}`);
    const value = document.toJS() as KubernetesObject;
    if (typeof value?.kind !== 'string') throw new Error(`${file}: a document is no object`);
    return { file, line: lines.linePos(document.contents?.range?.[0] ?? 0).line, value };
  });
}

/** Every object of every file. */
export const ALL_OBJECTS: readonly Written[] = OBJECT_FILES.flatMap(objectsOf);

/** What an object is called in a failing test. */
export const named = ({ file, line, value }: Written): string => `${file}:${line} ${value.kind} ${value.metadata.name}`;
