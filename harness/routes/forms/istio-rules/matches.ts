import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Spot } from '../spot.ts';
import { optionalPortFaults } from './destinations.ts';
import { isFullName, isHost, isIpAddress, isLabel, isSubnet, isWithin } from './host-form.ts';
import { stringMatchFaults } from './string-match.ts';

const CLAIM = /^@request\.auth\.claims[.[]/;

const headerNameFaults = (headers: Spot, isAtGateway: boolean): readonly FormFault[] =>
  headers.fields.flatMap(([name, match]) => {
    if (CLAIM.test(name) && !isAtGateway)
      return [
        fault(
          'claim-in-mesh',
          match.path,
          'matches a claim of a token, which only gateways do',
          'write the gateway under gateways, and no mesh',
        ),
      ];
    if (CLAIM.test(name) || /^[-_A-Za-z0-9]+$/.test(name)) return [];
    return [
      fault(
        'invalid-header',
        match.path,
        `is behind ${shown(name)}, which is no name of a header`,
        'write letters, digits, - and _; uri, method, scheme and authority have fields of their own',
      ),
    ];
  });

/** istio `validateGatewayNames`. */
export const gatewayNameFaults = (gateways: Spot): readonly FormFault[] =>
  gateways.items.flatMap((gateway) => {
    const { text } = gateway;
    if (text === null) return [];
    const slash = text.indexOf('/');
    const isGood = slash === -1 ? isFullName(text) : isLabel(text.slice(0, slash)) && isLabel(text.slice(slash + 1));
    return isGood
      ? []
      : [
          fault(
            'invalid-gateway-name',
            gateway.path,
            `is ${shown(text)}, which is no name of a gateway`,
            'write name, or namespace/name',
          ),
        ];
  });

/** What matches of HTTP, TLS and TCP share (istio `validateTCPMatch`). */
export const layer4MatchFaults = (match: Spot): readonly FormFault[] => [
  ...optionalPortFaults(match.at('port')),
  ...gatewayNameFaults(match.at('gateways')),
  ...match
    .at('destinationSubnets')
    .items.flatMap((subnet) =>
      subnet.text === null || isSubnet(subnet.text)
        ? []
        : [
            fault(
              'invalid-subnet',
              subnet.path,
              `is ${shown(subnet.text)}, which is no range of addresses`,
              'write an address such as 10.0.0.0/8',
            ),
          ],
    ),
];

/** istio `validateHTTPRouteMatchRequest`. */
export const httpMatchFaults = (match: Spot, isAtGateway: boolean): readonly FormFault[] => {
  const [headers, withoutHeaders] = [match.at('headers'), match.at('withoutHeaders')];
  return [
    ...layer4MatchFaults(match),
    ...headerNameFaults(headers, isAtGateway),
    ...headerNameFaults(withoutHeaders, isAtGateway),
    ...headers.fields.flatMap(([, header]) => stringMatchFaults(header)),
    // `*` is no pattern here: it stands for a header that is there.
    ...withoutHeaders.fields.flatMap(([, header]) => (header.at('regex').text === '*' ? [] : stringMatchFaults(header))),
    ...stringMatchFaults(match.at('uri'), true),
    ...['scheme', 'method', 'authority'].flatMap((field) => stringMatchFaults(match.at(field))),
    ...match.at('queryParams').fields.flatMap(([, parameter]) => stringMatchFaults(parameter)),
  ];
};

/** istio `validateSniHost`: a name that one of the hosts stands for. */
export const sniHostFaults = (match: Spot, hosts: readonly string[], isAtGateway: boolean): readonly FormFault[] => {
  const names = match.at('sniHosts');
  if (names.isEmptyList) return [fault('empty-list', names.path, 'is empty', 'write the server names that match')];
  return names.items.flatMap((name) => {
    const { text } = name;
    if (text === null || isIpAddress(text)) return [];
    const isGood = isHost(text) || (isAtGateway && text.startsWith('outbound_'));
    if (!isGood)
      return [
        fault(
          'invalid-host',
          name.path,
          `is ${shown(text)}, which is no server name`,
          'write a name such as example.com or *.example.com',
        ),
      ];
    if (hosts.some((host) => isWithin(text, host))) return [];
    return [
      fault(
        'sni-not-in-hosts',
        name.path,
        `is ${shown(text)}, which no host of the VirtualService stands for`,
        'write it under hosts as well',
      ),
    ];
  });
};
