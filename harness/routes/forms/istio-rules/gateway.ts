import { shown } from '../../../text/shown.ts';
import { doubt, type FormFault, fault } from '../form-fault.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';
import { portFaults } from './destinations.ts';
import { isHost, isIpAddress, isLabel } from './host-form.ts';
import { isHttp, isTls, protocolFaults } from './protocols.ts';
import { serverTlsFaults } from './server-tls.ts';

/** istio `ValidateNamespaceSlashWildcardHostname`: a host, or namespace/host with `*` and `.` for namespaces. */
const isServerHost = (text: string): boolean => {
  const slash = text.indexOf('/');
  if (slash === -1) return isHost(text) || isIpAddress(text);
  const namespace = text.slice(0, slash);
  const host = text.slice(slash + 1);
  return (namespace === '*' || namespace === '.' || isLabel(namespace)) && (isHost(host) || isIpAddress(host));
};

const hostFaults = (hosts: Spot): readonly FormFault[] => {
  if (hosts.isEmptyList) return [fault('empty-list', hosts.path, 'is empty', 'write the hosts that are served, or "*"')];
  return hosts.items.flatMap((host) =>
    host.text === null || isServerHost(host.text)
      ? []
      : [
          fault(
            'invalid-host',
            host.path,
            `is ${shown(host.text)}, which is no host`,
            'write a name such as example.com or *.example.com, without port',
          ),
        ],
  );
};

/** istio `validateServer`: TLS where the protocol has it, and nowhere else but for the redirect to it. */
const tlsFaults = (server: Spot): readonly FormFault[] => {
  const tls = server.at('tls');
  const protocol = server.at('port', 'protocol').text;
  if (protocol === null) return serverTlsFaults(tls);
  if (isTls(protocol) && !tls.isSet)
    return [
      fault(
        'tls-missing',
        tls.path,
        `is missing, and protocol is ${protocol}`,
        'write tls: with mode: SIMPLE and credentialName, or mode: PASSTHROUGH',
      ),
    ];
  if (isTls(protocol) || !tls.isSet) return serverTlsFaults(tls);
  const mode = tls.at('mode').text ?? 'PASSTHROUGH';
  const hasKeys = ['caCertificates', 'privateKey', 'serverCertificate'].some((field) => tls.at(field).words !== null);
  const isRedirectOnly = isHttp(protocol) && mode.endsWith('PASSTHROUGH') && !hasKeys;
  return isRedirectOnly
    ? []
    : [
        fault(
          'tls-without-protocol',
          tls.path,
          `cannot be at a port with protocol ${protocol}`,
          'write protocol: HTTPS or TLS, or take tls out',
        ),
      ];
};

const serverFaults = (server: Spot): readonly FormFault[] => {
  const port = server.at('port');
  const isSocket = server.at('bind').text?.startsWith('unix://') ?? false;
  const faults: FormFault[] = [
    ...hostFaults(server.at('hosts')),
    ...protocolFaults(port.at('protocol'), false),
    ...tlsFaults(server),
  ];
  if (!isSocket) faults.push(...portFaults(port.at('number')));
  else if ((port.at('number').number ?? 0) !== 0)
    faults.push(fault('fields-exclude', port.at('number').path, 'must be 0 where bind is a socket', 'write number: 0'));
  if (port.at('name').text === '')
    faults.push(fault('missing-field', port.at('name').path, 'is empty', 'write a name such as http'));
  if ((port.at('targetPort').number ?? 0) > 0)
    faults.push(
      fault(
        'not-supported',
        port.at('targetPort').path,
        'does nothing in a Gateway',
        'take it out; the Service of the ingress has targetPort',
      ),
    );
  if (server.at('tls', 'httpsRedirect').isTrue && !isHttp(port.at('protocol').text))
    faults.push(
      doubt(
        'redirect-without-http',
        server.at('tls', 'httpsRedirect').path,
        'redirects plain HTTP, which this port does not take',
        'write it at the server with protocol: HTTP',
      ),
    );
  return faults;
};

const repeatedNames = (servers: readonly Spot[]): readonly FormFault[] => {
  const seen = new Map<string, Spot>();
  return servers.flatMap((server) => {
    const name = server.at('port', 'name');
    if (name.words === null) return [];
    if (seen.has(name.words))
      return [
        fault(
          'repeated-item',
          name.path,
          `is ${shown(name.words)}, as at an earlier server`,
          'give every server another port name',
        ),
      ];
    seen.set(name.words, server);
    return [];
  });
};

/** What the webhook of Istio refuses besides the schema (istio `pkg/config/validation`, `ValidateGateway`). */
export const istioGatewayRules: Rule = (object, { name }) => {
  const spec = object.at('spec');
  const servers = spec.at('servers');
  if (!spec.isSet) return [];
  return [
    ...(isLabel(name)
      ? []
      : [
          fault(
            'invalid-name',
            ['metadata', 'name'],
            `is ${shown(name)}, and Istio takes no dots in the name of a Gateway`,
            'write - for each dot',
          ),
        ]),
    ...(servers.isEmpty ? [fault('missing-field', servers.path, 'is missing', 'write at least one server')] : []),
    ...servers.items.flatMap(serverFaults),
    ...repeatedNames(servers.items),
  ];
};
