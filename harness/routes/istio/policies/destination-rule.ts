import { fullHost } from '../../cluster/host-names.ts';
import { Field } from '../../field.ts';
import type { ManifestObject } from '../../manifest-object.ts';
import { named } from '../../object-name.ts';
import { warning } from '../../problem.ts';
import type { Report } from '../surroundings.ts';

/** A DestinationRule as written, with its host completed. */
export interface DestinationRule {
  readonly object: ManifestObject;
  readonly host: string;
  /** Namespaces that see it, sorted; `*` is all of them and the default, `.` has become the rule's own. */
  readonly exportTo: readonly string[];
  readonly subsets: readonly Field[];
  readonly trafficPolicy: Field;
}

export function readDestinationRule(object: ManifestObject, report: Report): DestinationRule {
  const spec = Field.spec(object);
  const selector = spec.at('workloadSelector');
  if (selector.at('matchLabels').fields.length > 0) {
    report(
      warning(
        'rule-for-some-clients',
        selector.place,
        `${named(object)}: workloadSelector limits it to clients with certain labels, and it is read as if it held for all of them`,
        'keep in mind that other clients may find other subsets and limits',
      ),
    );
  }
  const exportTo = spec.at('exportTo').texts.map((namespace) => (namespace === '.' ? object.namespace : namespace));
  return {
    object,
    host: fullHost(spec.at('host').text ?? '', object.namespace),
    exportTo: exportTo.length === 0 || exportTo.includes('*') ? ['*'] : [...new Set(exportTo)].sort(),
    subsets: spec.at('subsets').items,
    trafficPolicy: spec.at('trafficPolicy'),
  };
}
