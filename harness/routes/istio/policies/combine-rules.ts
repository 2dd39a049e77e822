import { shown } from '../../../text/shown.ts';
import type { Field } from '../../field.ts';
import { named, nameOf, plain } from '../../object-name.ts';
import { warning } from '../../problem.ts';
import type { Subset, TrafficPolicy } from '../../traffic-policy.ts';
import { byAge } from '../creation-order.ts';
import type { Report } from '../surroundings.ts';
import type { DestinationRule } from './destination-rule.ts';
import type { BookedPolicy } from './policy-book.ts';
import { NO_POLICY } from './traffic-policy-fields.ts';
import { readTrafficPolicy, subsetPolicy } from './traffic-policy-levels.ts';

/**
 * DestinationRules of one namespace, host and visibility become one, as Istio combines them (pilot: mergeDestinationRule): the first that has a
 * trafficPolicy gives it whole, and each next one adds the subsets whose names are new.
 */
export function combineRules(rules: readonly [DestinationRule, ...DestinationRule[]], report: Report): BookedPolicy {
  const { list, isKnown } = byAge(rules);
  const [first] = rules;
  const leading = list.find(({ trafficPolicy }) => trafficPolicy.isWritten);
  const host = leading === undefined ? NO_POLICY : readTrafficPolicy(leading.trafficPolicy, report);
  reportSecondPolicies(list, isKnown, report);
  return {
    policy: {
      host: first.host,
      namespace: first.object.namespace,
      objects: [...list].sort((a, b) => Number(b === leading) - Number(a === leading)).map(({ object }) => nameOf(object)),
      subsets: subsetsOf(list, host, report),
      policy: host,
      place: (leading ?? first).object.place,
    },
    exportTo: first.exportTo,
  };
}

function reportSecondPolicies(rules: readonly DestinationRule[], isKnown: boolean, report: Report): void {
  const [first, ...others] = rules.filter(({ trafficPolicy }) => trafficPolicy.isWritten);
  if (first === undefined) return;
  const { file, line } = first.trafficPolicy.place;
  for (const { object, host, trafficPolicy } of others) {
    const begin = `${named(object)}: ${plain(host)} has the trafficPolicy of ${named(first.object)} (${file}:${line}) too, and only that of the older one counts`;
    const fix = 'write one DestinationRule for a host';
    report(
      isKnown
        ? warning('policy-ignored', trafficPolicy.place, begin, fix)
        : warning('order-unknown', trafficPolicy.place, `${begin}, which the files do not tell: the first one is assumed`, fix),
    );
  }
}

function subsetsOf(rules: readonly DestinationRule[], host: TrafficPolicy, report: Report): readonly Subset[] {
  const found = new Map<string, { readonly field: Field; readonly subset: Subset }>();
  for (const rule of rules) {
    for (const field of rule.subsets) {
      const name = field.at('name').text ?? '';
      const before = found.get(name);
      if (before === undefined) found.set(name, { field, subset: readSubset(name, field, host, report) });
      else reportSecondSubset(name, field, before.field, report);
    }
  }
  return [...found.values()].map(({ subset }) => subset);
}

const readSubset = (name: string, field: Field, host: TrafficPolicy, report: Report): Subset => ({
  name,
  labels: Object.fromEntries(field.at('labels').textMap),
  policy: subsetPolicy(host, readTrafficPolicy(field.at('trafficPolicy'), report)),
  place: field.place,
});

function reportSecondSubset(name: string, field: Field, before: Field, report: Report): void {
  report(
    warning(
      'subset-taken-away',
      field.place,
      `${named(field.object)}: subset ${shown(name)} is not used, because ${named(before.object)} (${before.place.file}:${before.place.line}) defines it already`,
      'give every subset of a host its own name, in one DestinationRule',
    ),
  );
}
