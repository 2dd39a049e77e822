import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';
import { labelSelectorFaults } from './label-selector.ts';
import { portOrNameFaults } from './service.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const WAYS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

const probeFaults = (probe: Spot): readonly FormFault[] => {
  if (!probe.isSet || typeof probe.value !== 'object') return [];
  const ways = WAYS.filter((way) => probe.has(way));
  const [, second] = ways;
  return [
    ...(ways.length === 0 ? [fault('missing-field', probe.path, 'does not say how to probe', `write ${WAYS.join(', ')}`)] : []),
    ...(second === undefined
      ? []
      : [fault('fields-exclude', probe.at(second).path, `cannot be together with ${ways[0]}`, 'keep one of the two')]),
    ...portOrNameFaults(probe.at('httpGet', 'port')),
    ...portOrNameFaults(probe.at('tcpSocket', 'port')),
  ];
};

const containerFaults = (container: Spot): readonly FormFault[] => [
  ...(container.at('image').words === null && !Array.isArray(container.value) && container.has('name')
    ? [fault('missing-field', container.at('image').path, 'is missing', 'write the image to run')]
    : []),
  ...container
    .at('env')
    .items.flatMap((variable) =>
      variable.at('value').words !== null && variable.has('valueFrom')
        ? [fault('fields-exclude', variable.at('valueFrom').path, 'cannot be together with value', 'keep one of the two')]
        : [],
    ),
  ...PROBES.flatMap((probe) => probeFaults(container.at(probe))),
];

/** What the API server refuses of a pod besides the schema (kubernetes `pkg/apis/core/validation`, `ValidatePodSpec`). */
const podSpecFaults = (spec: Spot): readonly FormFault[] =>
  ['containers', 'initContainers'].flatMap((field) => spec.at(field).items.flatMap(containerFaults));

export const podRules: Rule = (object) => podSpecFaults(object.at('spec'));

/** A label of the selector that the template does not have: the Deployment would not find its own pods. */
const selectorFaults = (spec: Spot): readonly FormFault[] => {
  const [selector, template] = [spec.at('selector'), spec.at('template')];
  if (!selector.isSet || !template.isSet) return [];
  const labels = template.at('metadata', 'labels');
  const isEmpty = selector.at('matchLabels').fields.length === 0 && selector.at('matchExpressions').items.length === 0;
  if (isEmpty)
    return [fault('empty-selector', selector.path, 'selects nothing', 'write matchLabels: with labels of the template')];
  return selector
    .at('matchLabels')
    .fields.filter(([name, { text }]) => text !== null && labels.at(name).text !== text)
    .map(([name, { path, text }]) => {
      const has = labels.at(name).text;
      return fault(
        'selector-mismatch',
        path,
        `is ${shown(text ?? '')}, and the template has ${has === null ? 'no such label' : shown(has)}`,
        'write the same label in selector and template',
      );
    });
};

/** What the API server refuses besides the schema (kubernetes `pkg/apis/apps/validation`, `ValidateDeploymentSpec`). */
export const deploymentRules: Rule = (object) => {
  const spec = object.at('spec');
  const restart = spec.at('template', 'spec', 'restartPolicy');
  return [
    ...labelSelectorFaults(spec.at('selector')),
    ...selectorFaults(spec),
    ...(restart.words !== null && restart.words !== 'Always'
      ? [
          fault(
            'invalid-value',
            restart.path,
            `is ${shown(restart.words)}, which a Deployment does not take`,
            'write Always, or leave it out',
          ),
        ]
      : []),
    ...podSpecFaults(spec.at('template', 'spec')),
  ];
};
