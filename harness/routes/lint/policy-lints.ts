import type { Problem } from '../../model/routes-report.ts';
import { nearest } from '../../text/nearest.ts';
import { shown } from '../../text/shown.ts';
import { hostFit } from '../answer/match/host-text.ts';
import type { Service } from '../cluster/cluster.ts';
import { note, warning } from '../problem.ts';
import type { Destination, Rule } from '../route-table.ts';
import type { DestinationPolicy } from '../traffic-policy.ts';

const policyName = ({ objects, namespace, host }: DestinationPolicy): string => {
  const [first] = objects;
  return first === undefined ? `DestinationRule for ${namespace}/${host}` : `${first.kind} ${first.namespace}/${first.name}`;
};

const forwarded = ({ action }: Rule): readonly Destination[] => (action.kind === 'forward' ? action.destinations : []);

const speaksOf = (policy: DestinationPolicy, host: string): boolean => hostFit(policy.host, host.toLowerCase()) !== null;

const unusedSubsets = (policy: DestinationPolicy, rules: readonly Rule[]): readonly Problem[] => {
  const destinations = rules.flatMap((rule) => [...forwarded(rule), ...rule.mirrors.map(({ destination }) => destination)]);
  const used = new Set(destinations.filter(({ host }) => speaksOf(policy, host)).map(({ subset }) => subset));
  const isRouted = destinations.some(({ host }) => speaksOf(policy, host));
  const unused = policy.subsets.filter(({ name }) => isRouted && !used.has(name));
  const [first] = unused;
  if (first === undefined) {
    return [];
  }
  const names = unused.map(({ name }) => shown(name)).join(', ');
  const what = unused.length === 1 ? `subset ${names}` : `subsets ${names}`;
  return [
    note(
      'subset-unused',
      first.place,
      `${policyName(policy)}: no rule in these files sends to ${what}`,
      'remove it, or send to it',
    ),
  ];
};

const unknownHost = (policy: DestinationPolicy, services: readonly Service[]): readonly Problem[] => {
  const isKnown = services.some(
    ({ host }) => speaksOf(policy, host) || hostFit(host.toLowerCase(), policy.host.toLowerCase()) !== null,
  );
  if (isKnown || services.length === 0) {
    return [];
  }
  const meant = nearest(
    policy.host,
    services.map(({ host }) => host),
  );
  return [
    warning(
      'policy-without-service',
      policy.place,
      `${policyName(policy)}: host ${shown(policy.host)} is no Service and no ServiceEntry in these files`,
      meant === null ? 'add the Service to the files, or correct the host' : `write ${shown(meant)}, or add the Service`,
    ),
  ];
};

/** Replicas chosen by a hash behind weights: the weights hold among all clients, each client sticks to one replica of a version. */
const stickySplits = (policy: DestinationPolicy, rules: readonly Rule[]): readonly Problem[] => {
  const isSticky = ({ policy: one }: Pick<DestinationPolicy, 'policy'>): boolean => one.loadBalancer?.kind === 'consistent-hash';
  const sticky = isSticky(policy) ? policy : policy.subsets.find(isSticky);
  const isSplit = rules.some((rule) => {
    const positive = forwarded(rule).filter(({ weight }) => weight.value > 0);
    return positive.length > 1 && positive.some(({ host }) => speaksOf(policy, host));
  });
  const place = sticky?.policy.loadBalancer?.place ?? policy.place;
  return sticky === undefined || !isSplit
    ? []
    : [
        note(
          'sticky-replicas',
          place,
          `${policyName(policy)}: the hash (${sticky.policy.loadBalancer?.text ?? ''}) chooses a replica within a version; between versions the weights decide anew for every request`,
          'nothing, unless a client was meant to stay with one version: then match on what tells clients apart',
        ),
      ];
};

/** What is suspicious about DestinationRules next to the rules and services they speak of. */
export const policyLints = (
  policies: readonly DestinationPolicy[],
  rules: readonly Rule[],
  services: readonly Service[],
): readonly Problem[] =>
  policies.flatMap((policy) => [
    ...unusedSubsets(policy, rules),
    ...unknownHost(policy, services),
    ...stickySplits(policy, rules),
  ]);
