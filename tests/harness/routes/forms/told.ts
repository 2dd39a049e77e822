import assert from 'node:assert/strict';
import { readManifests } from '../../../../harness/routes/documents/read-manifests.ts';
import { checkForms } from '../../../../harness/routes/forms/check-forms.ts';

const read = (text: string) => {
  const { objects, problems } = readManifests([{ file: 'a.yaml', text }], 'default');
  assert.deepEqual(problems, [], 'the text is readable');
  return checkForms(objects);
};

/** What is said of a text, line by line: `error 7: spec.hosts is missing; write hosts:`. The name of the object is left out. */
export const told = (text: string): readonly string[] =>
  read(text).problems.map(
    ({ severity, place, text: said, fix }) => `${severity} ${place.line}: ${said.replace(/^\S+ \S+: /, '')}; ${fix}`,
  );

/** Ids of what is said, in the order it is said. */
export const ids = (text: string): readonly string[] => read(text).problems.map(({ id }) => id);

/** Names of the objects that are kept. */
export const kept = (text: string): readonly string[] => read(text).objects.map(({ kind, name }) => `${kind} ${name}`);

/** A manifest of one object; `spec` is YAML as it stands under `spec:`, two blanks in. */
export const manifest = (apiVersion: string, kind: string, spec: string, name = 'a'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\nspec:\n${spec.replace(/^\n|\s+$/g, '')}\n`;

export const istio = (kind: string, spec: string, name?: string): string => manifest('networking.istio.io/v1', kind, spec, name);
export const gatewayApi = (kind: string, spec: string, name?: string): string =>
  manifest('gateway.networking.k8s.io/v1', kind, spec, name);
