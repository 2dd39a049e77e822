import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';
import { portFaults } from './destinations.ts';
import { isFullName, isIpAddress } from './host-form.ts';

const PORT_NAME = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;

const addressFaults = (address: Spot, mustBeIp: boolean): readonly FormFault[] => {
  const { words } = address;
  if (words === null || words.startsWith('unix://')) return [];
  if (isIpAddress(words) || (!mustBeIp && isFullName(words))) return [];
  const fix = mustBeIp ? 'write an IP address, or resolution: DNS for a name' : 'write an IP address or a name, without port';
  return [fault('invalid-address', address.path, `is ${shown(words)}, which is no address`, fix)];
};

const socketFaults = (address: Spot): readonly FormFault[] => {
  const path = address.text?.startsWith('unix://') ? address.text.slice('unix://'.length) : null;
  const isGood = path === null || (/^[/@]/.test(path) && !path.endsWith('/'));
  return isGood
    ? []
    : [
        fault(
          'invalid-address',
          address.path,
          `is ${shown(address.text ?? '')}, which is no path of a socket`,
          'write unix:///path/of/the/socket',
        ),
      ];
};

/** The rules of the CRD for one endpoint, and those of istio `validateWorkloadEntry`. */
export const endpointFaults = (endpoint: Spot, mustBeIp = false): readonly FormFault[] => {
  const [address, ports] = [endpoint.at('address'), endpoint.at('ports')];
  if (address.words === null && !address.isSet && !endpoint.has('network'))
    return [fault('missing-field', address.path, 'is missing', 'write the IP address or name of the machine')];
  const isSocket = address.text?.startsWith('unix://') ?? false;
  return [
    ...addressFaults(address, mustBeIp),
    ...socketFaults(address),
    ...(isSocket && ports.isSet
      ? [fault('fields-exclude', ports.path, 'cannot be together with a socket as address', 'take it out')]
      : []),
    ...ports.fields.flatMap(([name, port]) =>
      name.length < 63 && PORT_NAME.test(name)
        ? portFaults(port)
        : [fault('invalid-name', port.path, 'is behind no name of a port', 'write letters, digits and -')],
    ),
  ];
};

/** What the CRD and the webhook of Istio refuse besides the schema (istio `pkg/config/validation`, `ValidateWorkloadEntry`). */
export const workloadEntryRules: Rule = (object) => (object.has('spec') ? endpointFaults(object.at('spec')) : []);
