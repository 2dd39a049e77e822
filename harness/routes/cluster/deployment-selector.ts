import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { error } from '../problem.ts';
import { labelOf } from './label-selector.ts';
import { objectText } from './object-text.ts';
import { labelsAt, listAt, textAt, textsAt } from './written.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * A Deployment must select the pods that it makes: the API server refuses one whose `spec.selector` does not match the labels of its template
 * (Kubernetes, Concepts > Deployments > Pod Template). Old versions fill an omitted selector in.
 */
export function deploymentSelectorProblems(object: ManifestObject): Problem[] {
  const labels = labelsAt(object.value, 'spec', 'template', 'metadata', 'labels');
  const asked = Object.entries(labelsAt(object.value, 'spec', 'selector', 'matchLabels'));
  const wrong = asked.find(([name, value]) => labelOf(labels, name) !== value);
  if (wrong !== undefined) return [mismatch(object, ['matchLabels', wrong[0]], wrong.join('='))];
  const expressions = listAt(object.value, 'spec', 'selector', 'matchExpressions');
  const index = expressions.findIndex((expression) => !holds(expression, labels));
  return index < 0 ? [] : [mismatch(object, ['matchExpressions', index], textAt(expressions[index], 'key') ?? '')];
}

const mismatch = (object: ManifestObject, path: readonly (string | number)[], what: string): Problem =>
  error(
    'selector-mismatch',
    object.placeOf('spec', 'selector', ...path),
    `${objectText(object)}: spec.selector asks for ${shown(what)}, which the labels of spec.template do not fit`,
    'write the same labels in spec.selector.matchLabels and spec.template.metadata.labels',
  );

/** One of the four set-based requirements; an operator that does not exist is the form's business. */
function holds(expression: unknown, labels: Labels): boolean {
  const value = labelOf(labels, textAt(expression, 'key') ?? '');
  const values = textsAt(expression, 'values');
  switch (textAt(expression, 'operator')) {
    case 'In':
      return value !== null && values.includes(value);
    case 'NotIn':
      return value === null || !values.includes(value);
    case 'Exists':
      return value !== null;
    case 'DoesNotExist':
      return value === null;
    default:
      return true;
  }
}
