import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import { isIpAddress } from '../istio-rules/host-form.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';

const WITHOUT_TLS = ['HTTP', 'TCP', 'UDP'];
const WITHOUT_HOST = ['TCP', 'UDP'];

const tlsFaults = (listener: Spot, protocol: string): readonly FormFault[] => {
  const tls = listener.at('tls');
  const mode = tls.at('mode');
  if (WITHOUT_TLS.includes(protocol))
    return tls.isSet
      ? [
          fault(
            'tls-without-protocol',
            tls.path,
            `cannot be at a listener with protocol ${protocol}`,
            'write protocol: HTTPS or TLS, or take tls out',
          ),
        ]
      : [];
  if (protocol === 'HTTPS' && mode.text === 'Passthrough')
    return [fault('tls-mode', mode.path, 'is Passthrough, which HTTPS cannot do', 'write protocol: TLS, or mode: Terminate')];
  if (protocol === 'TLS' && !tls.isSet)
    return [fault('tls-missing', tls.path, 'is missing, and protocol is TLS', 'write tls: with mode: Passthrough or Terminate')];
  if (!tls.isSet || (mode.text ?? 'Terminate') !== 'Terminate') return [];
  const hasCertificate = !tls.at('certificateRefs').isEmpty || tls.at('options').fields.length > 0;
  return hasCertificate
    ? []
    : [
        fault(
          'missing-certificate',
          tls.at('certificateRefs').path,
          'is missing, and TLS ends here',
          'write certificateRefs: with the name of a Secret, or mode: Passthrough',
        ),
      ];
};

const listenerFaults = (listener: Spot): readonly FormFault[] => {
  const protocol = listener.at('protocol').text ?? '';
  const hostname = listener.at('hostname');
  return [
    ...tlsFaults(listener, protocol),
    ...(WITHOUT_HOST.includes(protocol) && hostname.words !== null
      ? [
          fault(
            'fields-exclude',
            hostname.path,
            `cannot be at a listener with protocol ${protocol}, which names no host`,
            'take it out',
          ),
        ]
      : []),
  ];
};

/** Gateway API, `GatewaySpec.listeners`: port, protocol and hostname together tell listeners apart. */
const repeatedListeners = (listeners: readonly Spot[]): readonly FormFault[] => {
  const seen = new Set<string>();
  return listeners.flatMap((listener) => {
    const [port, protocol] = [listener.at('port').number, listener.at('protocol').text];
    if (port === null || protocol === null) return [];
    const key = JSON.stringify([port, protocol, listener.at('hostname').text]);
    if (seen.has(key))
      return [
        fault(
          'repeated-item',
          listener.path,
          'has port, protocol and hostname of an earlier listener',
          'give it another hostname or port',
        ),
      ];
    seen.add(key);
    return [];
  });
};

const addressFaults = (addresses: readonly Spot[]): readonly FormFault[] => {
  const seen = new Set<string>();
  return addresses.flatMap((address) => {
    const value = address.at('value');
    const type = address.at('type').text ?? 'IPAddress';
    if (value.text === null || !['IPAddress', 'Hostname'].includes(type)) return [];
    if (type === 'IPAddress' && !isIpAddress(value.text))
      return [
        fault(
          'invalid-address',
          value.path,
          `is ${shown(value.text)}, which is no IP address`,
          'write an IP address, or type: Hostname',
        ),
      ];
    const key = `${type} ${value.text}`;
    if (seen.has(key))
      return [fault('repeated-item', value.path, `is ${shown(value.text)} once more`, 'write every address once')];
    seen.add(key);
    return [];
  });
};

/** The CEL rules of the CRD. */
export const gatewayRules: Rule = (object) => {
  const spec = object.at('spec');
  const listeners = spec.at('listeners').items;
  return [...listeners.flatMap(listenerFaults), ...repeatedListeners(listeners), ...addressFaults(spec.at('addresses').items)];
};
