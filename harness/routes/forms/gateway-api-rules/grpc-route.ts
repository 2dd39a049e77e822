import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';
import { backendRefFaults } from './backend-refs.ts';
import { filterFaults } from './filters.ts';
import { matchCountFaults } from './match-count.ts';
import { parentRefFaults } from './parent-refs.ts';

const SERVICE = /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i;
const METHOD = /^[A-Za-z_][A-Za-z_0-9]*$/;

/** Gateway API, `GRPCMethodMatch`: names of protobuf, one of them at least. */
const methodFaults = (match: Spot): readonly FormFault[] => {
  const [service, method] = [match.at('service'), match.at('method')];
  if (!match.isSet) return [];
  if (!service.isSet && !method.isSet)
    return [fault('missing-field', match.path, 'has neither service nor method', 'write one of them, or leave method out')];
  if ((match.at('type').text ?? 'Exact') !== 'Exact') return [];
  return [
    { spot: service, form: SERVICE, fix: 'write package.Service' },
    { spot: method, form: METHOD, fix: 'write the name of the method' },
  ].flatMap(({ spot, form, fix }) =>
    spot.text === null || form.test(spot.text)
      ? []
      : [fault('invalid-value', spot.path, `is ${shown(spot.text)}, which is no name of gRPC`, fix)],
  );
};

const ruleFaults = (rule: Spot): readonly FormFault[] => [
  ...rule.at('matches').items.flatMap((match) => methodFaults(match.at('method'))),
  ...filterFaults(rule.at('filters')),
  ...rule.at('backendRefs').items.flatMap((ref) => [...backendRefFaults(ref), ...filterFaults(ref.at('filters'))]),
];

/** The CEL rules of the CRD. */
export const grpcRouteRules: Rule = (object) => {
  const spec = object.at('spec');
  const rules = spec.at('rules');
  return [...parentRefFaults(spec.at('parentRefs')), ...matchCountFaults(rules, 0), ...rules.items.flatMap(ruleFaults)];
};
