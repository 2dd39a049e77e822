import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';
import { portFaults } from './destinations.ts';
import { isHost, isLabel } from './host-form.ts';
import { protocolFaults } from './protocols.ts';
import { selectorFaults } from './selectors.ts';
import { serverTlsFaults } from './server-tls.ts';
import { connectionPoolFaults } from './traffic-policy.ts';

/** `namespace/host`, with `*`, `.` and `~` for namespaces (istio `ValidateNamespaceSlashWildcardHostname`). */
const isEgressHost = (text: string): boolean => {
  const slash = text.indexOf('/');
  const [namespace, host] = [text.slice(0, slash), text.slice(slash + 1)];
  return slash !== -1 && (['*', '.', '~'].includes(namespace) || isLabel(namespace)) && isHost(host);
};

const egressFaults = (egress: readonly Spot[]): readonly FormFault[] =>
  egress.flatMap((listener, index) => {
    const [port, hosts] = [listener.at('port'), listener.at('hosts')];
    const faults: FormFault[] = [
      ...protocolFaults(port.at('protocol'), true),
      ...((port.at('number').number ?? 0) === 0 ? [] : portFaults(port.at('number'))),
    ];
    if (hosts.isEmptyList) faults.push(fault('empty-list', hosts.path, 'is empty', 'write the hosts, such as ./*'));
    if (!port.isSet && index < egress.length - 1)
      faults.push(fault('catch-all-not-last', listener.path, 'takes every port and is not the last', 'write it last, and once'));
    for (const host of hosts.items) {
      if (host.text !== null && !isEgressHost(host.text))
        faults.push(
          fault(
            'invalid-host',
            host.path,
            `is ${shown(host.text)}, which is not namespace/host`,
            'write a host such as ./*, istio-system/* or */reviews',
          ),
        );
    }
    return faults;
  });

const ingressFaults = (ingress: readonly Spot[]): readonly FormFault[] =>
  ingress.flatMap((listener) => [
    ...portFaults(listener.at('port', 'number')),
    ...protocolFaults(listener.at('port', 'protocol'), true),
    ...serverTlsFaults(listener.at('tls')),
    ...connectionPoolFaults(listener.at('connectionPool')),
  ]);

/** What the webhook of Istio refuses besides the schema (istio `pkg/config/validation`, `ValidateSidecar`). */
export const sidecarRules: Rule = (object) => {
  const spec = object.at('spec');
  if (!spec.isSet) return [];
  const [ingress, egress] = [spec.at('ingress'), spec.at('egress')];
  const isEmpty = ![ingress, egress, spec.at('outboundTrafficPolicy'), spec.at('inboundConnectionPool')].some(
    ({ isSet }) => isSet,
  );
  return [
    ...(isEmpty ? [fault('empty-sidecar', spec.path, 'says nothing', 'write egress, ingress or outboundTrafficPolicy')] : []),
    ...selectorFaults(spec.at('workloadSelector', 'labels')),
    ...egressFaults(egress.items),
    ...ingressFaults(ingress.items),
    ...connectionPoolFaults(spec.at('inboundConnectionPool')),
  ];
};
