import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import type { ManifestText } from '../manifest-object.ts';
import { error } from '../problem.ts';
import { Fields } from './fields.ts';
import type { FieldPath, ObjectFilter, Replacement } from './kustomization.ts';
import { isMapValue, readYaml } from './yaml-documents.ts';

const refuse = (fields: Fields, path: readonly string[], what: string, fix: string): void => {
  fields.problems.push(error('kustomize-unsupported', fields.place(...path), `replacements: ${what} is not done here`, fix));
};

/** kustomize takes patterns in selectors; here a name stands for itself. */
const filterOf = (fields: Fields | null, fix: string): ObjectFilter => {
  const text = (field: string): string | null => {
    const value = fields?.text(field) ?? null;
    if (value !== null && /[^-\w.]/.test(value)) refuse(fields as Fields, [field], `the pattern ${shown(value)}`, fix);
    return value === '' ? null : value;
  };
  for (const field of ['labelSelector', 'annotationSelector', 'options'])
    if (fields !== null && fields.value[field] !== undefined) refuse(fields, [field], field, fix);
  return { group: text('group'), version: text('version'), kind: text('kind'), name: text('name'), namespace: text('namespace') };
};

/** `spec.hosts.[name=a.b].x\.y` in its steps: a dot behind a backslash or in brackets parts nothing. */
const STEP = /\[[^\]]*\]|(?:\\.|[^.\\])+/g;

const fieldPath = (text: string, place: FieldPath['place']): FieldPath => ({
  text,
  place,
  steps: (text.match(STEP) ?? []).map((step) => {
    const [, field, value] = /^\[([^=\]]*)=([^\]]*)\]$/.exec(step) ?? [];
    return field !== undefined && value !== undefined ? { field, value } : step.replaceAll(/\\(.)/g, '$1');
  }),
});

/** One item of `replacements`, with what is not done here among the problems of `fields`. */
export const readReplacement = (fields: Fields, fix: string): readonly Replacement[] => {
  const source = fields.map('source');
  if (source === null) {
    if (fields.value.source === undefined) refuse(fields, ['source'], 'a replacement without source', 'write source');
    return [];
  }
  const written = source.text('fieldPath');
  const targets = fields.items('targets').map((target) => {
    if (target.value.options !== undefined) refuse(target, ['options'], 'options', fix);
    const paths = target.texts('fieldPaths').map(({ text, place }) => fieldPath(text, place));
    return {
      select: filterOf(target.map('select'), fix),
      reject: target.items('reject').map((filter) => filterOf(filter, fix)),
      fieldPaths: paths.length > 0 ? paths : [fieldPath('metadata.name', target.place())],
    };
  });
  const from = fieldPath(written ?? 'metadata.name', source.place(...(written === null ? [] : ['fieldPath'])));
  return [{ source: filterOf(source, fix), fieldPath: from, targets, place: fields.place() }];
};

/**
 * A file of replacements, one or a list of them.
 *
 * @param fix what to do where kustomize does more than we do
 */
export const readReplacements = (
  text: ManifestText,
  fix: string,
): { readonly replacements: readonly Replacement[]; readonly problems: readonly Problem[] } => {
  const { documents, problems: faults } = readYaml(text);
  const problems: Problem[] = [...faults];
  const replacements = documents.flatMap((document) => {
    const items = Array.isArray(document.value) ? document.value : [document.value];
    return items.flatMap((item, index) => {
      const path = Array.isArray(document.value) ? [index] : [];
      if (isMapValue(item)) return readReplacement(new Fields('replacements', item, document, path, problems), fix);
      problems.push(
        error('kustomize-invalid', document.placeOf(...path), 'replacements: no replacement', 'write source and targets'),
      );
      return [];
    });
  });
  return { replacements, problems };
};
