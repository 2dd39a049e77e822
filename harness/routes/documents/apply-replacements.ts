import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { error } from '../problem.ts';
import { editObject, valueAt } from './edit-object.ts';
import type { FieldPath, ObjectFilter, Replacement } from './kustomization.ts';

type Path = readonly (string | number)[];
type Scalar = string | number | boolean;

const isMeant = (object: ManifestObject, filter: ObjectFilter): boolean =>
  (['group', 'version', 'kind', 'name', 'namespace'] as const).every(
    (field) => filter[field] === null || filter[field] === object[field],
  );

/** Every place of an object that a field path leads to. */
const placesOf = (value: unknown, steps: FieldPath['steps'], at: Path = []): readonly Path[] => {
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined ? [] : [at];
  if (Array.isArray(value)) {
    const isItem = (item: unknown, index: number): boolean =>
      typeof step === 'string' ? step === '*' || step === String(index) : String(valueAt(item, [step.field])) === step.value;
    return value.flatMap((item, index) => (isItem(item, index) ? placesOf(item, rest, [...at, index]) : []));
  }
  return typeof step === 'string' ? placesOf(valueAt(value, [step]), rest, [...at, step]) : [];
};

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

/** The value in the type of what stood there before; null when it is none of it: kustomize keeps the type of a field. */
const asType = (value: Scalar, old: unknown): Scalar | null => {
  if (typeof old === 'number') return String(value).trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : null;
  if (typeof old === 'boolean') return String(value) === 'true' ? true : String(value) === 'false' ? false : null;
  return typeof old === 'string' ? String(value) : value;
};

const noMatch = (path: FieldPath, text: string, fix: string): Problem => error('kustomize-no-match', path.place, text, fix);

/** The one value that is copied. */
const sourceOf = (objects: readonly ManifestObject[], { source, fieldPath }: Replacement): Scalar | Problem => {
  const found = objects.filter((object) => isMeant(object, source));
  const [object] = found;
  if (object === undefined || found.length > 1) {
    const text = `replacements: ${found.length === 0 ? 'no object is' : `${found.length} objects are`} what source selects`;
    return noMatch(fieldPath, text, 'select one object among the resources; generated ones are not read here');
  }
  const [path] = placesOf(object.value, fieldPath.steps);
  const value = path === undefined ? undefined : valueAt(object.value, path);
  if (isScalar(value)) return value;
  const text = `replacements: ${object.kind} ${object.name} has no text or number at ${shown(fieldPath.text)}`;
  return noMatch(fieldPath, text, 'write the path of a text or number');
};

/** One field of one object. The place stays that of the field: the place of its value is where the source has it. */
const replaceField = (object: ManifestObject, path: Path, value: Scalar, fieldPath: FieldPath): ManifestObject | Problem => {
  const old = valueAt(object.value, path);
  const typed = asType(value, old);
  if (typed !== null && (isScalar(old) || old === null)) return editObject(object, path, typed, object.placeOf(...path));
  const text = `replacements: ${shown(String(value))} does not fit ${object.kind} ${object.name} at ${shown(fieldPath.text)}`;
  return noMatch(fieldPath, text, 'give a value of the same type');
};

/**
 * Copies fields between objects (kustomize, "replacements"). A target that nothing is changed in is legal, as long as every field path of
 * a selected object leads somewhere.
 */
export const applyReplacements = (
  objects: readonly ManifestObject[],
  replacements: readonly Replacement[],
): { readonly objects: readonly ManifestObject[]; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  let current = objects;
  for (const replacement of replacements) {
    const value = sourceOf(current, replacement);
    if (!isScalar(value)) {
      problems.push(value);
      continue;
    }
    current = current.map((object) => {
      let changed = object;
      for (const fieldPath of fieldPathsFor(object, replacement)) {
        const places = placesOf(changed.value, fieldPath.steps);
        if (places.length === 0) problems.push(nothingThere(object, fieldPath));
        for (const path of places) {
          const next = replaceField(changed, path, value, fieldPath);
          if ('placeOf' in next) changed = next;
          else problems.push(next);
        }
      }
      return changed;
    });
  }
  return { objects: current, problems };
};

const fieldPathsFor = (object: ManifestObject, { targets }: Replacement): readonly FieldPath[] =>
  targets
    .filter(({ select, reject }) => isMeant(object, select) && !reject.some((filter) => isMeant(object, filter)))
    .flatMap(({ fieldPaths }) => fieldPaths);

const nothingThere = (object: ManifestObject, fieldPath: FieldPath): Problem =>
  noMatch(
    fieldPath,
    `replacements: ${object.kind} ${object.name} has nothing at ${shown(fieldPath.text)}`,
    'write the path of a field that is there',
  );
