import type { Problem } from '../../model/routes-report.ts';
import { objectText } from '../cluster/object-text.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { error, warning } from '../problem.ts';
import { pathText } from './field-path.ts';
import type { FormFault } from './form-fault.ts';
import { kindOf } from './kind-of.ts';
import { objectFaults } from './object-faults.ts';
import { RULES } from './rules-of-kinds.ts';
import { skippedNotes } from './skipped-notes.ts';

/** Problems that are told of one object; who made more of one kind of mistake learns it from these. */
const TOLD = 20;

const problemOf = (object: ManifestObject, { id, severity, path, text, fix }: FormFault): Problem =>
  (severity === 'error' ? error : warning)(id, object.placeOf(...path), `${objectText(object)}: ${pathText(path)} ${text}`, fix);

/** Problems of one object in the order of its lines, the last ones only counted when there are many. */
const problemsOf = (object: ManifestObject, faults: readonly FormFault[]): readonly Problem[] => {
  const problems = faults.map((fault) => problemOf(object, fault)).sort((a, b) => a.place.line - b.place.line);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length <= TOLD) return problems;
  const told = errors.slice(0, TOLD);
  const more = error(
    'more-faults',
    object.place,
    `${objectText(object)}: ${errors.length - TOLD} more faults`,
    'put these right first',
  );
  return [...told, more];
};

/**
 * Holds objects against the closed schemas of their kinds, as `kubectl apply --validate=strict` and the webhooks would.
 *
 * @returns the well-formed objects of kinds that are read, in their order; and what is wrong with the others, one problem for each fault and
 * one for each kind that was skipped
 */
export const checkForms = (
  objects: readonly ManifestObject[],
): { readonly objects: readonly ManifestObject[]; readonly problems: readonly Problem[] } => {
  const kept: ManifestObject[] = [];
  const skipped: ManifestObject[] = [];
  const problems: Problem[] = [];
  for (const object of objects) {
    const found = kindOf(object);
    if (found.is === 'skipped') {
      skipped.push(object);
      continue;
    }
    const faults =
      found.is === 'wrong'
        ? [found.fault]
        : [...found.doubts, ...objectFaults(object, found.schema, RULES[`${object.group}/${object.kind}`] ?? [])];
    problems.push(...problemsOf(object, faults));
    if (faults.every(({ severity }) => severity !== 'error')) kept.push(object);
  }
  return { objects: kept, problems: [...problems, ...skippedNotes(skipped)] };
};
