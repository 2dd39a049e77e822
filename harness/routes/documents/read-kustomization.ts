import type { Place } from '../../model/place.ts';
import type { Problem } from '../../model/routes-report.ts';
import type { ManifestText } from '../manifest-object.ts';
import { error } from '../problem.ts';
import { Fields } from './fields.ts';
import type { ImageChange, Kustomization, LabelChange, Replacement, ReplicaChange } from './kustomization.ts';
import { buildFirst, fieldProblems, isEmpty } from './kustomization-fields.ts';
import { readReplacement } from './read-replacements.ts';
import { isMapValue, readYaml } from './yaml-documents.ts';

/** A file or folder that a kustomization names, relative to its own folder. */
export interface Reference {
  readonly path: string;
  readonly place: Place;
}

/** What a kustomization file says. */
export interface KustomizationFile {
  /** `resources` and the older `bases`: files and folders. */
  readonly resources: readonly Reference[];
  /** Folders of components. They are not applied here, which is one of the problems; whoever looks for unused folders needs to know. */
  readonly components: readonly Reference[];
  /** Replacements written in the file itself, and files that hold them. */
  readonly replacements: readonly (Replacement | Reference)[];
  readonly change: Omit<Kustomization, 'replacements'>;
  /** True for `kind: Component`, which stands for nothing on its own. */
  readonly isComponent: boolean;
  readonly problems: readonly Problem[];
}

const references = (fields: Fields, field: string): readonly Reference[] =>
  fields.texts(field).map(({ text, place }) => ({ path: text, place }));

const replicasOf = (fields: Fields): readonly ReplicaChange[] =>
  fields.items('replicas').flatMap((item) => {
    const name = item.text('name');
    const count = item.whole('count');
    return name === null || count === null ? [] : [{ name, count, place: item.place('count') }];
  });

const imagesOf = (fields: Fields, field: 'images' | 'imageTags'): readonly ImageChange[] =>
  fields.items(field).flatMap((item) => {
    const name = item.text('name');
    const parts = { newName: item.text('newName'), newTag: item.text('newTag'), digest: item.text('digest') };
    return name === null ? [] : [{ name, ...parts, place: item.place() }];
  });

const labelsOf = (fields: Fields, file: string): readonly LabelChange[] => {
  const common = fields.textMap('commonLabels');
  const listed = fields.items('labels').map((item) => {
    if (!isEmpty(item.value.fields))
      fields.problems.push(
        error('kustomize-unsupported', item.place('fields'), 'kustomization: labels[].fields is not done here', buildFirst(file)),
      );
    return {
      pairs: item.textMap('pairs'),
      selectors: item.flag('includeSelectors'),
      templates: item.flag('includeTemplates'),
      place: item.place('pairs'),
    };
  });
  return [
    ...listed,
    ...(isEmpty(common) ? [] : [{ pairs: common, selectors: true, templates: true, place: fields.place('commonLabels') }]),
  ];
};

const namespaceOf = (fields: Fields): Kustomization['namespace'] => {
  const name = fields.text('namespace');
  return name === null || name === '' ? null : { name, place: fields.place('namespace') };
};

const replacementsOf = (fields: Fields, file: string): KustomizationFile['replacements'] =>
  fields.items('replacements').flatMap((item): readonly (Replacement | Reference)[] => {
    const path = item.text('path');
    return path === null ? readReplacement(item, buildFirst(file)) : [{ path, place: item.place('path') }];
  });

const nothing = (file: string, problems: readonly Problem[]): KustomizationFile => ({
  resources: [],
  components: [],
  replacements: [],
  change: { file, namespace: null, labels: [], replicas: [], images: [] },
  isComponent: false,
  problems,
});

/**
 * Reads a kustomization file. Every field is done, or read past because no route depends on it, or an error: nothing is left out in
 * silence.
 */
export const readKustomization = (text: ManifestText): KustomizationFile => {
  const { file } = text;
  const yaml = readYaml(text);
  const [document] = yaml.documents;
  if (document === undefined || !isMapValue(document.value)) {
    const place = document?.placeOf() ?? { file, line: 1 };
    const empty = error(
      'kustomize-invalid',
      place,
      'kustomization: there is nothing in it',
      'write resources: with a list of files',
    );
    return nothing(file, yaml.problems.length > 0 ? yaml.problems : [empty]);
  }
  const problems: Problem[] = [...yaml.problems];
  const fields = new Fields('kustomization', document.value, document, [], problems);
  const read = {
    resources: [...references(fields, 'resources'), ...references(fields, 'bases')],
    components: references(fields, 'components'),
    replacements: replacementsOf(fields, file),
    change: {
      file,
      namespace: namespaceOf(fields),
      labels: labelsOf(fields, file),
      replicas: replicasOf(fields),
      images: [...imagesOf(fields, 'images'), ...imagesOf(fields, 'imageTags')],
    },
    isComponent: document.value.kind === 'Component',
  };
  return { ...read, problems: [...problems, ...fieldProblems(fields, file)] };
};
