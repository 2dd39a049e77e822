import type { Problem } from '../../model/routes-report.ts';
import { nearest } from '../../text/nearest.ts';
import { shown } from '../../text/shown.ts';
import { error } from '../problem.ts';
import type { Fields } from './fields.ts';
import { shownValue } from './yaml-documents.ts';

/** Fields that change no routing object, or nothing at all: ConfigMaps, Secrets, annotations, the order of the output. */
const HARMLESS = [
  'apiVersion',
  'kind',
  'metadata',
  'commonAnnotations',
  'configMapGenerator',
  'secretGenerator',
  'generatorOptions',
  'buildMetadata',
  'sortOptions',
  'crds',
  'openapi',
  'inventory',
] as const;
/** Fields that are done here. */
const DONE = [
  'resources',
  'bases',
  'namespace',
  'replicas',
  'images',
  'imageTags',
  'labels',
  'commonLabels',
  'replacements',
] as const;
/** Fields that kustomize does and nothing here does: they would change what the routes say. */
const NOT_DONE = [
  'namePrefix',
  'nameSuffix',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'components',
  'vars',
  'configurations',
  'generators',
  'transformers',
  'validators',
  'helmCharts',
  'helmGlobals',
  'helmChartInflationGenerator',
] as const;
const ALL: readonly string[] = [...HARMLESS, ...DONE, ...NOT_DONE];

const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.');

/** What to do instead where kustomize does more than we do. */
export const buildFirst = (file: string): string =>
  `let kubectl do it: kubectl kustomize ${folderOf(file)} | weighbridge routes -`;

/** Nothing is written, or nothing in it. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

const undone = (fields: Fields, file: string): readonly Problem[] =>
  NOT_DONE.filter((field) => !isEmpty(fields.value[field])).map((field) =>
    error('kustomize-unsupported', fields.place(field), `kustomization: ${field} is not done here`, buildFirst(file)),
  );

const unknown = (fields: Fields): readonly Problem[] =>
  Object.keys(fields.value)
    .filter((field) => !ALL.includes(field))
    .map((field) => {
      const meant = nearest(field, ALL);
      const fix = meant === null ? 'take it out: kustomize refuses it' : `did you mean ${meant}?`;
      return error('unknown-field', fields.place(field), `kustomization: there is no field ${shown(field)}`, fix);
    });

const wrongKind = (fields: Fields): readonly Problem[] => {
  const { kind } = fields.value;
  if (kind === undefined || kind === null || kind === '' || kind === 'Kustomization' || kind === 'Component') return [];
  const text = `kustomization: kind is ${shownValue(kind)}`;
  return [error('kustomize-invalid', fields.place('kind'), text, 'write kind: Kustomization')];
};

/** What a kustomization asks for that is not done here, and what kustomize would refuse: unknown fields, another kind. */
export const fieldProblems = (fields: Fields, file: string): readonly Problem[] => [
  ...wrongKind(fields),
  ...unknown(fields),
  ...undone(fields, file),
];
