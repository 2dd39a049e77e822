import { shown } from '../../../text/shown.ts';
import { doubt, type FormFault, fault } from '../form-fault.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';
import { portFaults } from './destinations.ts';
import { exportToFaults } from './export-to.ts';
import { isFullName, isHost, isLabel, isSubnet } from './host-form.ts';
import { isHttp, isTls, protocolFaults } from './protocols.ts';
import { selectorFaults } from './selectors.ts';
import { endpointFaults } from './workload-entry.ts';

const DNS = ['DNS', 'DNS_ROUND_ROBIN'];

const hostFaults = (spec: Spot, resolution: string): readonly FormFault[] => {
  const needsName = DNS.includes(resolution) && spec.at('endpoints').items.length === 0;
  return spec.at('hosts').items.flatMap((host) => {
    const { text } = host;
    if (text === null) return [];
    if (text === '*')
      return [fault('invalid-host', host.path, 'is "*", which would be every host', 'write a name, or *. and a domain')];
    if (!isHost(text))
      return [
        fault(
          'invalid-host',
          host.path,
          `is ${shown(text)}, which is no host`,
          'write a name such as api.example.com, without port',
        ),
      ];
    return needsName && !isFullName(text)
      ? [
          fault(
            'invalid-host',
            host.path,
            `is ${shown(text)}, which cannot be resolved`,
            `write a name without *, or endpoints, for resolution: ${resolution}`,
          ),
        ]
      : [];
  });
};

const portsFaults = (ports: Spot): readonly FormFault[] => {
  const seen = new Set<number>();
  return ports.items.flatMap((port) => {
    const [number, name] = [port.at('number'), port.at('name')];
    const faults: FormFault[] = [
      ...portFaults(number),
      ...portFaults(port.at('targetPort')),
      ...protocolFaults(port.at('protocol'), true),
    ];
    if (name.text !== null && !isLabel(name.text))
      faults.push(
        fault('invalid-name', name.path, `is ${shown(name.text)}, which is no name of a port`, 'write letters, digits and -'),
      );
    if (number.number !== null && seen.has(number.number))
      faults.push(
        fault('repeated-item', number.path, `is ${number.number}, as an earlier port`, 'give every port another number'),
      );
    if (number.number !== null) seen.add(number.number);
    return faults;
  });
};

const endpointsFaults = (spec: Spot, resolution: string): readonly FormFault[] => {
  const endpoints = spec.at('endpoints');
  const names = new Set(spec.at('ports').items.map((port) => port.at('name').text));
  const faults: FormFault[] = endpoints.items.flatMap((endpoint) => [
    ...endpointFaults(endpoint, resolution === 'STATIC'),
    ...endpoint
      .at('ports')
      .fields.filter(([name]) => !names.has(name))
      .map(([name, { path }]) =>
        fault(
          'port-not-defined',
          path,
          `is for a port ${shown(name)}, which spec.ports does not have`,
          'write a name that spec.ports has',
        ),
      ),
  ]);
  if (resolution === 'NONE' && endpoints.isSet)
    faults.push(
      fault(
        'fields-exclude',
        endpoints.path,
        'cannot be together with resolution NONE',
        'write resolution: STATIC for addresses, DNS for names',
      ),
    );
  if (resolution === 'DNS_ROUND_ROBIN' && endpoints.items.length > 1)
    faults.push(fault('wrong-length', endpoints.path, `has ${endpoints.items.length} items`, 'write one, or resolution: DNS'));
  return faults;
};

/** Plain TCP names no host, so several hosts could not be told apart (istio `ValidateServiceEntry`). */
const severalHosts = (spec: Spot, resolution: string): readonly FormFault[] => {
  const port = spec.at('ports').items.find((one) => !isHttp(one.at('protocol').text) && !isTls(one.at('protocol').text));
  return resolution === 'NONE' || spec.at('hosts').items.length < 2 || port === undefined
    ? []
    : [
        fault(
          'fields-exclude',
          port.at('protocol').path,
          'carries no host name, and there are several hosts',
          'write a ServiceEntry for each host, or protocol: HTTP or TLS',
        ),
      ];
};

/** What the CRD and the webhook of Istio refuse besides the schema (istio `pkg/config/validation`, `ValidateServiceEntry`). */
export const serviceEntryRules: Rule = (object, { namespace }) => {
  const spec = object.at('spec');
  const resolution = spec.at('resolution').text ?? 'NONE';
  const [selector, addresses] = [spec.at('workloadSelector'), spec.at('addresses')];
  const range = addresses.items.find(({ text }) => text?.includes('/'));
  return [
    ...hostFaults(spec, resolution),
    ...portsFaults(spec.at('ports')),
    ...endpointsFaults(spec, resolution),
    ...severalHosts(spec, resolution),
    ...addresses.items.flatMap(({ text, path }) =>
      text === null || isSubnet(text)
        ? []
        : [
            fault(
              'invalid-address',
              path,
              `is ${shown(text)}, which is no address`,
              'write an IP address or a range such as 10.0.0.0/8',
            ),
          ],
    ),
    ...(range !== undefined && !['NONE', 'STATIC'].includes(resolution)
      ? [
          fault(
            'fields-exclude',
            range.path,
            `is a range, which resolution ${resolution} does not take`,
            'write single addresses, or resolution: STATIC',
          ),
        ]
      : []),
    ...(selector.isSet && spec.has('endpoints')
      ? [fault('fields-exclude', selector.path, 'cannot be together with endpoints', 'keep one of the two')]
      : []),
    ...(selector.isSet && resolution === 'NONE'
      ? [doubt('selector-unused', selector.path, 'selects nothing with resolution NONE', 'write resolution: STATIC')]
      : []),
    ...selectorFaults(selector.at('labels')),
    ...exportToFaults(spec.at('exportTo'), namespace, true),
  ];
};
