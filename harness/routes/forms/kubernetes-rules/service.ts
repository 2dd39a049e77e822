import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** A port by number, or by the name that a container gives it (kubernetes `ValidatePortNumOrName`). */
export const portOrNameFaults = (port: Spot): readonly FormFault[] => {
  if (port.number !== null)
    return port.number >= 1 && port.number <= 65_535
      ? []
      : [fault('invalid-port', port.path, `is ${port.number}, which is no port`, 'write a port from 1 to 65535')];
  if (port.text === null) return [];
  if (/^\d+$/.test(port.text))
    return [
      fault(
        'invalid-port',
        port.path,
        `is the text ${shown(port.text)}`,
        `write ${String(port.path.at(-1))}: ${port.text} without quotes; a text is the name of a port`,
      ),
    ];
  const isGood = port.text.length <= 15 && LABEL.test(port.text) && /[a-z]/.test(port.text) && !port.text.includes('--');
  return isGood
    ? []
    : [
        fault(
          'invalid-port',
          port.path,
          `is ${shown(port.text)}, which is no name of a port`,
          'write at most 15 small letters, digits and -',
        ),
      ];
};

/** Ports of one Service tell their names and their numbers apart (kubernetes `validateServicePort`, `ValidateService`). */
const portsFaults = (ports: readonly Spot[]): readonly FormFault[] => {
  const names = new Set<string>();
  const numbers = new Set<string>();
  return ports.flatMap((port) => {
    const [name, number] = [port.at('name'), port.at('port')];
    const faults: FormFault[] = [...portOrNameFaults(port.at('targetPort'))];
    if (name.words === null && ports.length > 1)
      faults.push(fault('missing-field', name.path, 'is missing, and there are several ports', 'write a name for each'));
    if (name.words !== null && (!LABEL.test(name.words) || name.words.length > 63))
      faults.push(
        fault(
          'invalid-name',
          name.path,
          `is ${shown(name.words)}, which is no name of a port`,
          'write small letters, digits and -',
        ),
      );
    if (name.words !== null && names.has(name.words))
      faults.push(
        fault('repeated-item', name.path, `is ${shown(name.words)}, as an earlier port`, 'give every port another name'),
      );
    const key = `${number.number} ${port.at('protocol').text ?? 'TCP'}`;
    if (number.number !== null && numbers.has(key))
      faults.push(
        fault('repeated-item', number.path, `is ${number.number}, as an earlier port`, 'give every port another number'),
      );
    names.add(name.words ?? '');
    numbers.add(key);
    return faults;
  });
};

const nodePortFaults = (spec: Spot, type: string): readonly FormFault[] =>
  type === 'NodePort' || type === 'LoadBalancer'
    ? []
    : spec.at('ports').items.flatMap((port) => {
        const nodePort = port.at('nodePort');
        return (nodePort.number ?? 0) === 0
          ? []
          : [
              fault(
                'field-needs-other',
                nodePort.path,
                `cannot be in a Service of type ${type}`,
                'write type: NodePort or LoadBalancer',
              ),
            ];
      });

/** What the API server refuses besides the schema (kubernetes `pkg/apis/core/validation`, `ValidateService`). */
export const serviceRules: Rule = (object, { name }) => {
  const spec = object.at('spec');
  if (!spec.isSet) return [];
  const type = spec.at('type').text ?? 'ClusterIP';
  const isHeadless = spec.at('clusterIP').text === 'None';
  const ports = spec.at('ports');
  return [
    ...(name.length <= 63 && !name.includes('.')
      ? []
      : [
          fault(
            'invalid-name',
            ['metadata', 'name'],
            `is ${shown(name)}, which is no name of a Service`,
            'write at most 63 small letters, digits and -, without dots',
          ),
        ]),
    ...(type === 'ExternalName' && spec.at('externalName').words === null
      ? [
          fault(
            'missing-field',
            spec.at('externalName').path,
            'is missing, and type is ExternalName',
            'write the name it stands for',
          ),
        ]
      : []),
    ...(ports.isEmpty && !isHeadless && type !== 'ExternalName'
      ? [fault('missing-field', ports.path, 'is missing', 'write at least one port')]
      : []),
    ...portsFaults(ports.items),
    ...nodePortFaults(spec, type),
  ];
};
