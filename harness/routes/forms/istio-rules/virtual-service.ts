import { shown } from '../../../text/shown.ts';
import { type FormFault, fault } from '../form-fault.ts';
import type { Rule } from '../rules.ts';
import type { Spot } from '../spot.ts';
import { destinationFaults } from './destinations.ts';
import { exportToFaults } from './export-to.ts';
import { isHost, isIpAddress, isWithin } from './host-form.ts';
import { httpRouteFaults } from './http-route.ts';
import { gatewayNameFaults, httpMatchFaults, layer4MatchFaults, sniHostFaults } from './matches.ts';
import { weightFaults } from './weights.ts';

const PROTOCOLS = ['http', 'tls', 'tcp'];

/** A VirtualService without hosts is one that others delegate to: it has rules for HTTP and nothing else. */
const delegateFaults = (spec: Spot): readonly FormFault[] =>
  ['gateways', 'tls', 'tcp']
    .map((field) => spec.at(field))
    .filter(({ items }) => items.length > 0)
    .map(({ path }) =>
      fault(
        'delegate-with-more',
        path,
        'is written in a VirtualService without hosts, which can only be a delegate',
        'write hosts, or take it out',
      ),
    );

const hostFaults = (spec: Spot, isAtGateway: boolean): readonly FormFault[] => {
  const hosts = spec.at('hosts').items;
  const hasSni = spec
    .at('tls')
    .items.some((rule) => rule.at('match').items.some((match) => match.at('sniHosts').items.length > 0));
  const wrong = hosts.flatMap((host) => {
    const { text } = host;
    if (text === null || isIpAddress(text)) return [];
    if (text === '*' && !isAtGateway)
      return [
        fault(
          'wildcard-in-mesh',
          host.path,
          'is "*", which only a gateway takes',
          'write the host of a service, or gateways: without mesh',
        ),
      ];
    const isGood = isHost(text) || (isAtGateway && hasSni && text.startsWith('outbound_'));
    return isGood
      ? []
      : [
          fault(
            'invalid-host',
            host.path,
            `is ${shown(text)}, which is no host`,
            'write a name such as reviews, example.com or *.example.com, without port',
          ),
        ];
  });
  return wrong.length > 0 ? wrong : repeatedHosts(hosts);
};

/** istio `ValidateVirtualService`: no host stands for another of the same object. */
const repeatedHosts = (hosts: readonly Spot[]): readonly FormFault[] =>
  // A long list is judged by equal names alone: pairs grow with its square.
  hosts.slice(0, 1000).flatMap((host, index) => {
    const earlier = hosts
      .slice(0, index)
      .find(
        (other) =>
          host.text !== null && other.text !== null && (isWithin(host.text, other.text) || isWithin(other.text, host.text)),
      );
    if (earlier === undefined) return [];
    return [
      fault(
        'repeated-host',
        host.path,
        `is ${shown(host.text ?? '')}, and ${shown(earlier.text ?? '')} stands in the list already`,
        'keep one of the two',
      ),
    ];
  });

const layer4RuleFaults = (rule: Spot): readonly FormFault[] => {
  const route = rule.at('route');
  return [
    ...(route.isEmpty ? [fault('no-action', rule.path, 'goes nowhere', 'write route')] : []),
    ...weightFaults(route),
    ...route.items.flatMap((one) => destinationFaults(one.at('destination'))),
    ...rule.at('match').items.flatMap(layer4MatchFaults),
  ];
};

/** istio `validateTLSRoute`: without a match there is no server name to tell rules apart. */
const tlsRuleFaults = (rule: Spot, hosts: readonly string[], isAtGateway: boolean): readonly FormFault[] => {
  const match = rule.at('match');
  return [
    ...(match.isEmptyList ? [fault('empty-list', match.path, 'is empty', 'write at least one match with sniHosts')] : []),
    ...match.items.flatMap((one) => sniHostFaults(one, hosts, isAtGateway)),
    ...layer4RuleFaults(rule),
  ];
};

/** What the webhook of Istio refuses besides the schema (istio `pkg/config/validation`, `ValidateVirtualService`). */
export const virtualServiceRules: Rule = (object, { namespace }) => {
  const spec = object.at('spec');
  if (!spec.isSet) return [];
  const [http, tls, tcp] = PROTOCOLS.map((protocol) => spec.at(protocol)) as [Spot, Spot, Spot];
  const hosts = spec.at('hosts').items.flatMap(({ text }) => text ?? []);
  const gateways = spec.at('gateways').items;
  const isAtGateway = gateways.length > 0 && gateways.every(({ text }) => text !== 'mesh');
  const isDelegate = spec.at('hosts').isEmpty;
  const hasNoRules = [http, tls, tcp].every(({ isEmpty }) => isEmpty);
  return [
    ...(hasNoRules ? [fault('no-rules', spec.path, 'has neither http, tls nor tcp', 'write rules under http, tls or tcp')] : []),
    ...(isDelegate ? delegateFaults(spec) : []),
    ...hostFaults(spec, isAtGateway),
    ...gatewayNameFaults(spec.at('gateways')),
    ...http.items.flatMap((rule) => [
      ...httpRouteFaults(rule, isDelegate),
      ...rule.at('match').items.flatMap((match) => httpMatchFaults(match, isAtGateway)),
    ]),
    ...tls.items.flatMap((rule) => tlsRuleFaults(rule, hosts, isAtGateway)),
    ...tcp.items.flatMap(layer4RuleFaults),
    ...exportToFaults(spec.at('exportTo'), namespace),
  ];
};
