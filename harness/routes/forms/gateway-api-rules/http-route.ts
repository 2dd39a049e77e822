import { type FormFault, fault } from '../form-fault.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';
import { backendRefFaults } from './backend-refs.ts';
import { filterFaults, replacesPrefix } from './filters.ts';
import { matchCountFaults } from './match-count.ts';
import { parentRefFaults } from './parent-refs.ts';
import { pathMatchFaults } from './path-match.ts';
import { timeoutFaults } from './timeouts.ts';

/** Without a match, and in a match without a path, the path is the prefix /. */
const hasOnePrefix = (rule: Spot): boolean => {
  if (!rule.has('matches')) return true;
  const [match, ...others] = rule.at('matches').items;
  return match !== undefined && others.length === 0 && (match.at('path', 'type').text ?? 'PathPrefix') === 'PathPrefix';
};

const prefixFaults = (rule: Spot): readonly FormFault[] => {
  const path = [rule, ...rule.at('backendRefs').items]
    .map((one) => replacesPrefix(one.at('filters')))
    .find((found) => found !== undefined);
  return path === undefined || hasOnePrefix(rule)
    ? []
    : [
        fault(
          'prefix-to-replace',
          path.at('replacePrefixMatch').path,
          'needs exactly one match, of a path prefix',
          'write one match with path type PathPrefix, or ReplaceFullPath',
        ),
      ];
};

/** Filters that answer by themselves leave nothing for a backend to do. */
const ANSWERING = ['requestRedirect', 'directResponse'];

const answerFaults = (rule: Spot): readonly FormFault[] => {
  const backends = rule.at('backendRefs');
  const answering = rule.at('filters').items.find((filter) => ANSWERING.some((field) => filter.has(field)));
  if (answering === undefined || backends.items.length === 0) return [];
  const text = `cannot be together with a filter of type ${answering.at('type').text === 'DirectResponse' ? 'DirectResponse' : 'RequestRedirect'}`;
  return [fault('fields-exclude', backends.path, text, 'keep the filter or the backends')];
};

const ruleFaults = (rule: Spot): readonly FormFault[] => [
  ...rule.at('matches').items.flatMap((match) => pathMatchFaults(match.at('path'))),
  ...filterFaults(rule.at('filters')),
  ...rule.at('backendRefs').items.flatMap((ref) => [...backendRefFaults(ref), ...filterFaults(ref.at('filters'))]),
  ...answerFaults(rule),
  ...prefixFaults(rule),
  ...timeoutFaults(rule.at('timeouts')),
];

/** The CEL rules of the CRD. */
export const httpRouteRules: Rule = (object) => {
  const spec = object.at('spec');
  const rules = spec.at('rules');
  return [...parentRefFaults(spec.at('parentRefs')), ...matchCountFaults(rules, 1), ...rules.items.flatMap(ruleFaults)];
};
