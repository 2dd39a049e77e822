import type { Field } from '../field.ts';

/**
 * Whether the labels of a namespace fit a Kubernetes label selector (`allowedRoutes.namespaces.selector`). Null: the labels are not known
 * and the selector asks for one. Every namespace carries its name as `kubernetes.io/metadata.name`, whether or not a file says so.
 */
export function selects(selector: Field, namespace: string, labels: Readonly<Record<string, string>> | null): boolean | null {
  const labelled = (key: string): string | null | undefined => {
    if (key === 'kubernetes.io/metadata.name') return namespace;
    if (labels === null) return undefined;
    return Object.hasOwn(labels, key) ? (labels[key] ?? null) : null;
  };
  const verdicts = [
    ...[...selector.at('matchLabels').textMap].map(([key, value]) => known(labelled(key), (found) => found === value)),
    ...selector
      .at('matchExpressions')
      .items.map((one) => known(labelled(one.at('key').text ?? ''), (found) => holds(one, found))),
  ];
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
}

const known = (found: string | null | undefined, test: (found: string | null) => boolean): boolean | null =>
  found === undefined ? null : test(found);

function holds(expression: Field, found: string | null): boolean {
  const values = expression.at('values').texts;
  switch (expression.at('operator').text) {
    case 'In':
      return found !== null && values.includes(found);
    case 'NotIn':
      return found === null || !values.includes(found);
    case 'Exists':
      return found !== null;
    case 'DoesNotExist':
      return found === null;
    default:
      return false;
  }
}
