import { doubt, type FormFault } from '../form-fault.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';

const FIX = 'use it where the experimental CRDs of the Gateway API are installed';

const written = (spot: Spot, fields: readonly string[]): readonly FormFault[] =>
  fields
    .map((field) => spot.at(field))
    .filter(({ isSet }) => isSet)
    .map(({ path }) => doubt('experimental-field', path, 'is in the experimental channel alone', FIX));

const filters = (of: Spot): readonly FormFault[] =>
  of.at('filters').items.flatMap((filter) => written(filter, ['externalAuth', 'directResponse']));

/** Fields that the standard channel of the CRDs does not have. Legal where the experimental one is installed, so they are not refused. */
export const experimentalRules: Rule = (object) => {
  const spec = object.at('spec');
  return [
    ...written(spec, ['useDefaultGateways', 'defaultScope', 'backendTLS']),
    ...spec.at('listeners').items.flatMap((listener) => written(listener.at('tls'), ['frontendValidation'])),
    ...spec
      .at('rules')
      .items.flatMap((rule) => [
        ...written(rule, ['retry', 'sessionPersistence']),
        ...filters(rule),
        ...rule.at('backendRefs').items.flatMap(filters),
      ]),
  ];
};
